"""Botocore's data files, read once a process: each of a thousand clients would read them again, in half a second."""

from functools import cache
from typing import Any

from botocore.loaders import JSONFileLoader, Loader

__all__ = ["share_botocore_data"]


def share_botocore_data() -> None:
    """Let all loaders of this process share the files, as the clients of one session do."""
    read, listed = JSONFileLoader.load_file, Loader.list_available_services

    @cache
    def file(path: str) -> Any:
        return read(JSONFileLoader(), path)

    @cache
    def services(paths: tuple[str, ...], type_name: str) -> list[str]:
        return listed(Loader(extra_search_paths=list(paths), include_default_search_paths=False), type_name)

    def load_file(self: JSONFileLoader, file_path: str) -> Any:
        return file(file_path)

    def list_available_services(self: Loader, type_name: str) -> list[str]:
        return services(tuple(self.search_paths), type_name)

    JSONFileLoader.load_file = load_file
    Loader.list_available_services = list_available_services
