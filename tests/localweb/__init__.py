"""A made-up web on this machine: many sites behind one port, told apart by their names below `localhost`.

`server` speaks HTTP and keeps a log; `world` makes sites that publish and edit over simulated time; `troubles` are
answers as no server should give them.
"""
