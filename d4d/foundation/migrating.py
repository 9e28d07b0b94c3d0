"""Migrations of many tables: Django models the whole house anew once, not after each of them."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, Migration
from django.db.migrations.state import ProjectState


class TablesAtOnce(Migration):
    """Tables that name each other in their order, and nothing else: each is made as it is at the end."""

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Make them; a step that needs the state before it does not belong here."""
        project_state.__dict__.pop("apps", None)  # modelled again when the first table asks for it
        for table in self.operations:
            assert isinstance(table, CreateModel), f"{self} does more than make tables"
            table.state_forwards(self.app_label, project_state)
        for table in self.operations:
            table.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
