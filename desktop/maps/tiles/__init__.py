"""Packages of map tiles, installed from files: MBTiles and PMTiles. No widgets, no network."""

from desktop.maps.tiles.packages import TilePackages
from desktop.maps.tiles.records import Tile, TilePackage

__all__ = ["Tile", "TilePackage", "TilePackages"]
