"""The API for programs, /api/v1: what the pages show, typed; described by OpenAPI at /api/v1/openapi.json."""
