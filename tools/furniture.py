"""A contract for import-linter: what in a room is nobody else's business."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules


class FurnitureContract(Contract):
    """No room is entered through another room's private furniture.

    - rooms: the packages that are rooms; wildcards are allowed.
    - private: the modules of a room that only the room itself may import.
    - roof: the modules that put the rooms together and may therefore import them (optional).
    """

    type_name = "furniture"

    rooms = fields.ListField(subfield=fields.ModuleExpressionField())
    private = fields.ListField(subfield=fields.StringField())
    roof = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import of a private module from outside its room."""
        trespasses = [
            (importer, furniture, graph.get_import_details(importer=importer, imported=furniture))
            for room, furniture in self._private_furniture(graph)
            for importer in sorted(graph.find_modules_that_directly_import(furniture))
            if importer != room and not importer.startswith(f"{room}.") and importer not in self.roof  # type: ignore[operator]
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name the trespassers, with their lines."""
        for importer, furniture, details in check.metadata["trespasses"]:
            lines = ", ".join(str(detail["line_number"]) for detail in details)
            output.print_error(f"{importer} -> {furniture} (l.{lines})", bold=False)

    def _private_furniture(self, graph: ImportGraph) -> list[tuple[str, str]]:
        rooms = module_expressions_to_modules(graph, self.rooms)  # type: ignore[arg-type]
        return [
            (room, module)
            for room in sorted(room.name for room in rooms)
            for name in self.private  # type: ignore[attr-defined]
            for module in sorted({f"{room}.{name}"} & graph.modules)
            + sorted(graph.find_matching_modules(f"{room}.{name}.**"))
        ]
