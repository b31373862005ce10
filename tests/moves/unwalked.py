UNWALKED: dict[str, dict[str, str]] = {}
