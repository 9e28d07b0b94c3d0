import contracts.service.models.cases
import contracts.service.models.repairs
import contracts.service.models.returns
import d4d.foundation.photos
import django.db.models.deletion
import uuid
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("service", "0001_first_tables"),
        ("service", "0002_visits_and_reports"),
        ("service", "0004_faults_and_repairs"),
        ("service", "0005_questions_of_customers"),
        ("service", "0006_which_text_held_patients_data"),
        ("service", "0007_what_is_said_outlives_a_device"),
        ("service", "0008_who_a_mail_is_really_from"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('agreements', '0001_tables'),
        ('catalogue', '0001_tables'),
        ('devices', '0001_tables'),
        ('invoicing', '0001_tables'),
        ('orders', '0001_tables'),
        ('privacy', '0001_tables'),
        ('stock', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, unique=True, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('text_en', models.TextField(verbose_name='text in English')),
            ],
            options={
                'verbose_name': 'answer that we give often',
                'verbose_name_plural': 'answers that we give often',
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='accounts.practice', verbose_name='practice')),
                ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='agreements.contract', verbose_name='contract')),
                ('turn', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='turn')),
                ('carried_from', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='service.visit', verbose_name='what was left of')),
                ('state', models.CharField(choices=[('to_plan', 'to be planned'), ('offered', 'times offered'), ('planned', 'planned'), ('done', 'done'), ('partly_done', 'partly done'), ('cancelled', 'cancelled')], default='to_plan', max_length=12, verbose_name='state')),
                ('due_on', models.DateField(verbose_name='due')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('engineer', models.UUIDField(blank=True, null=True, verbose_name='engineer')),
                ('sequence', models.PositiveSmallIntegerField(default=0, verbose_name='times told')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'visit',
                'verbose_name_plural': 'visits',
                'indexes': [models.Index(fields=['practice', 'due_on', 'id'], name='visit_of_practice'), models.Index(fields=['state', 'due_on'], name='visit_by_state'), models.Index(condition=models.Q(('starts_at', None), _negated=True), fields=['starts_at'], name='visit_calendar'), models.Index(condition=models.Q(('engineer', None), _negated=True), fields=['engineer'], name='visit_by_engineer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['to_plan', 'offered', 'planned', 'done', 'partly_done', 'cancelled'])), name='visit_state'), models.CheckConstraint(condition=models.Q(('ends_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='visit_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ServiceReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='service.visit', verbose_name='visit')),
                ('key', models.UUIDField(unique=True, verbose_name='key')),
                ('finished_at', models.DateTimeField(verbose_name='finished')),
                ('engineer', models.UUIDField(blank=True, null=True, verbose_name='engineer')),
                ('signed_by', models.CharField(max_length=80, verbose_name='signed for the practice by')),
                ('remarks', models.TextField(blank=True, verbose_name='remarks')),
                ('labour_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='minutes of work')),
            ],
            options={
                'verbose_name': 'service report',
                'verbose_name_plural': 'service reports',
                'indexes': [models.Index(condition=models.Q(('engineer', None), _negated=True), fields=['engineer'], name='report_by_engineer')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=14, unique=True, verbose_name='number')),
                ('state', models.CharField(choices=[('new', 'new'), ('waiting_for_us', 'waiting for us'), ('waiting_for_customer', 'waiting for you'), ('solved', 'solved')], default='new', max_length=20, verbose_name='state')),
                ('channel', models.CharField(choices=[('form', 'contact form'), ('mail', 'e-mail'), ('phone', 'telephone'), ('account', 'account')], max_length=8, verbose_name='received by')),
                ('about', models.CharField(max_length=120, verbose_name='about')),
                ('practice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='accounts.practice', verbose_name='practice')),
                ('person', models.UUIDField(blank=True, null=True, verbose_name='person')),
                ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cases', to='orders.order', verbose_name='order')),
                ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cases', to='devices.device', verbose_name='device')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(default='nl', max_length=2, verbose_name='language')),
                ('owner', models.UUIDField(blank=True, null=True, verbose_name='who sees to it')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='answer before')),
                ('first_answered_at', models.DateTimeField(blank=True, null=True, verbose_name='first answered')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'indexes': [models.Index(fields=['practice', '-id'], name='case_of_practice'), models.Index(fields=['state', 'due_at'], name='case_by_state'), models.Index(condition=models.Q(('person', None), _negated=True), fields=['person'], name='case_by_person'), models.Index(condition=models.Q(('owner', None), _negated=True), fields=['owner'], name='case_by_owner'), models.Index(condition=models.Q(('closed_at', None), _negated=True), fields=['closed_at'], name='case_closed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['new', 'waiting_for_us', 'waiting_for_customer', 'solved'])), name='case_state'), models.CheckConstraint(condition=models.Q(('channel__in', ['form', 'mail', 'phone', 'account'])), name='case_channel'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'solved'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='case_solved_has_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='CaseMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='service.case', verbose_name='question')),
                ('direction', models.CharField(choices=[('in', 'from the customer'), ('out', 'from us')], max_length=3, verbose_name='direction')),
                ('text', models.TextField(verbose_name='text')),
                ('author', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('message_id', models.CharField(blank=True, max_length=255, null=True, unique=True, verbose_name='Message-ID')),
                ('is_proven', models.BooleanField(default=True, verbose_name='sender confirmed')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'indexes': [models.Index(condition=models.Q(('author', None), _negated=True), fields=['author'], name='casemessage_by_author')],
                'constraints': [models.CheckConstraint(condition=models.Q(('direction__in', ['in', 'out'])), name='casemessage_direction')],
            },
        ),
        migrations.CreateModel(
            name='CaseAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='service.casemessage', verbose_name='message')),
                ('file', models.FileField(upload_to=contracts.service.models.cases.attachment_name, verbose_name='file')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
            },
        ),
        migrations.CreateModel(
            name='CaseNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='service.case', verbose_name='question')),
                ('text', models.TextField(verbose_name='text')),
                ('author', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'indexes': [models.Index(condition=models.Q(('author', None), _negated=True), fields=['author'], name='casenote_by_author')],
            },
        ),
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checklists', to='devices.devicekind', verbose_name='kind of device')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
            ],
            options={
                'verbose_name': 'checklist',
                'verbose_name_plural': 'checklists',
                'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='checklist_version')],
            },
        ),
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='service.checklist', verbose_name='checklist')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('label', models.CharField(max_length=160, verbose_name='text')),
                ('label_en', models.CharField(max_length=160, verbose_name='text in English')),
                ('kind', models.CharField(choices=[('check', 'yes or no'), ('measurement', 'measurement')], default='check', max_length=12, verbose_name='answer')),
                ('unit', models.CharField(blank=True, max_length=12, verbose_name='unit')),
                ('min_e3', models.BigIntegerField(blank=True, null=True, verbose_name='lowest, in thousandths')),
                ('max_e3', models.BigIntegerField(blank=True, null=True, verbose_name='highest, in thousandths')),
            ],
            options={
                'verbose_name': 'line of a checklist',
                'verbose_name_plural': 'lines of a checklist',
                'indexes': [models.Index(fields=['checklist', 'position'], name='checklistitem_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['check', 'measurement'])), name='checklistitem_kind'), models.CheckConstraint(condition=models.Q(('min_e3', None), ('max_e3', None), ('max_e3__gte', models.F('min_e3')), _connector='OR'), name='checklistitem_limits')],
            },
        ),
        migrations.CreateModel(
            name='Fault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name='number')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faults', to='accounts.practice', verbose_name='practice')),
                ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='faults', to='devices.device', verbose_name='device')),
                ('state', models.CharField(choices=[('draft', 'being written'), ('reported', 'reported'), ('assessed', 'assessed'), ('awaiting_device', 'waiting for the device'), ('in_repair', 'in repair'), ('quoted', 'quote sent'), ('approved', 'quote approved'), ('declined', 'quote declined'), ('repaired', 'repaired'), ('returned', 'device returned'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='draft', max_length=16, verbose_name='state')),
                ('problem', models.CharField(blank=True, choices=[('dead', 'It does nothing at all'), ('alarm', 'It shows an error'), ('leak', 'It leaks'), ('noise', 'It makes noise or vibrates'), ('result', 'The result is not good'), ('damage', 'It is damaged'), ('other', 'Something else')], max_length=8, verbose_name='what is wrong')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('urgency', models.CharField(blank=True, choices=[('standstill', 'We cannot treat patients'), ('limited', 'We can work, but not as we should'), ('can_wait', 'It can wait')], max_length=12, verbose_name='how urgent')),
                ('is_second', models.BooleanField(default=False, verbose_name='another fault beside an open one')),
                ('origin', models.CharField(choices=[('site', 'on the site'), ('phone', 'by telephone')], default='site', max_length=8, verbose_name='reported')),
                ('reported_by', models.UUIDField(blank=True, null=True, verbose_name='reported by')),
                ('owner', models.UUIDField(blank=True, null=True, verbose_name='owner')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='reported at')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='answer before')),
                ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='clock stands still since')),
                ('responded_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('approach', models.CharField(blank=True, choices=[('on_site', 'we come to you'), ('send_in', 'you send it in'), ('remote', 'we help from a distance')], max_length=8, verbose_name='how we help')),
                ('coverage', models.CharField(blank=True, choices=[('warranty', 'warranty'), ('contract', 'maintenance contract'), ('paid', 'to be paid')], max_length=8, verbose_name='covered by')),
                ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='faults', to='agreements.contract', verbose_name='contract')),
                ('covers_labour', models.BooleanField(default=False, verbose_name='labour is covered')),
                ('covers_parts', models.BooleanField(default=False, verbose_name='parts are covered')),
                ('covers_loan', models.BooleanField(default=False, verbose_name='a loan device is covered')),
                ('response_hours', models.PositiveSmallIntegerField(default=0, verbose_name='answer in working hours')),
                ('solution', models.TextField(blank=True, verbose_name='what was done')),
                ('invoice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='faults', to='invoicing.invoice', verbose_name='invoice')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
            ],
            options={
                'verbose_name': 'fault',
                'verbose_name_plural': 'faults',
                'indexes': [models.Index(fields=['practice', '-id'], name='fault_of_practice'), models.Index(fields=['device', 'reported_at'], name='fault_of_device'), models.Index(fields=['state', 'due_at'], name='fault_by_clock'), models.Index(condition=models.Q(('closed_at', None), _negated=True), fields=['closed_at'], name='fault_by_end'), models.Index(condition=models.Q(('reported_by', None), _negated=True), fields=['reported_by'], name='fault_by_person'), models.Index(condition=models.Q(('owner', None), _negated=True), fields=['owner'], name='fault_by_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'reported', 'assessed', 'awaiting_device', 'in_repair', 'quoted', 'approved', 'declined', 'repaired', 'returned', 'closed', 'cancelled'])), name='fault_state'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('due_at__isnull', False), ('number__gt', ''), ('reported_at__isnull', False)), _connector='OR'), name='fault_is_numbered_and_timed_once_reported')],
            },
        ),
        migrations.CreateModel(
            name='Decontamination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decontamination', to='service.fault', verbose_name='fault')),
                ('treatment', models.CharField(choices=[('unused', 'It was never in contact with a patient'), ('disinfected', 'It is cleaned and disinfected'), ('sterilised', 'It is cleaned, disinfected and sterilised')], max_length=12, verbose_name='treatment')),
                ('method', models.CharField(max_length=200, verbose_name='what was done, and with what')),
                ('done_on', models.DateField(verbose_name='done on')),
                ('by_name', models.CharField(max_length=120, verbose_name='done by')),
                ('has_storage', models.BooleanField(verbose_name="can hold patients' data")),
                ('stored_data', models.CharField(blank=True, choices=[('wiped', 'All data of patients has been wiped from it'), ('agreement', 'Data of patients is still on it; we have a processing agreement with you')], max_length=10, verbose_name='data of patients')),
                ('declared_by', models.UUIDField(blank=True, null=True, verbose_name='declared by')),
                ('declared_at', models.DateTimeField(auto_now_add=True, verbose_name='declared')),
                ('file', models.FileField(blank=True, upload_to=contracts.service.models.returns.paper_path, verbose_name='PDF')),
            ],
            options={
                'verbose_name': 'decontamination declaration',
                'verbose_name_plural': 'decontamination declarations',
                'indexes': [models.Index(condition=models.Q(('declared_by', None), _negated=True), fields=['declared_by'], name='declared_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('has_storage', False), ('stored_data__in', ['wiped', 'agreement']), _connector='OR'), name='decontamination_says_what_became_of_data'), models.CheckConstraint(condition=models.Q(('by_name__gt', ''), ('method__gt', '')), name='decontamination_is_signed')],
            },
        ),
        migrations.CreateModel(
            name='FaultMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='service.fault', verbose_name='fault')),
                ('kind', models.CharField(choices=[('practice', 'message of the practice'), ('us', 'message of ours'), ('question', 'question of ours'), ('note', 'note for the desk')], max_length=8, verbose_name='sort')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('author', models.UUIDField(blank=True, null=True, verbose_name='author')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
            ],
            options={
                'verbose_name': 'message about a fault',
                'verbose_name_plural': 'messages about faults',
                'indexes': [models.Index(condition=models.Q(('author', None), _negated=True), fields=['author'], name='message_by_author')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['practice', 'us', 'question', 'note'])), name='faultmessage_kind')],
            },
        ),
        migrations.CreateModel(
            name='FaultPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='service.fault', verbose_name='fault')),
                ('file', models.FileField(upload_to=d4d.foundation.photos.Folder('service/faults'), verbose_name='photo')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'photo of a fault',
                'verbose_name_plural': 'photos of faults',
            },
        ),
        migrations.CreateModel(
            name='LoanDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='our code')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loan_devices', to='devices.devicekind', verbose_name='kind of device')),
                ('brand', models.CharField(max_length=60, verbose_name='brand')),
                ('model', models.CharField(max_length=80, verbose_name='type')),
                ('serial', models.CharField(blank=True, max_length=40, verbose_name='serial number')),
                ('is_retired', models.BooleanField(default=False, verbose_name='out of use')),
            ],
            options={
                'verbose_name': 'loan device',
                'verbose_name_plural': 'loan devices',
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='service.loandevice', verbose_name='loan device')),
                ('fault', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='loans', to='service.fault', verbose_name='fault')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='accounts.practice', verbose_name='practice')),
                ('is_covered', models.BooleanField(verbose_name='covered')),
                ('out_on', models.DateField(verbose_name='lent on')),
                ('due_on', models.DateField(verbose_name='back by')),
                ('back_on', models.DateField(blank=True, null=True, verbose_name='came back on')),
            ],
            options={
                'verbose_name': 'loan',
                'verbose_name_plural': 'loans',
                'indexes': [models.Index(condition=models.Q(('back_on', None)), fields=['due_on'], name='loan_by_due'), models.Index(fields=['practice', 'back_on'], name='loan_of_practice')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('back_on', None)), fields=('device',), name='loan_with_one_practice_at_a_time'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('out_on'))), name='loan_due_after_it_began'), models.CheckConstraint(condition=models.Q(('back_on', None), ('back_on__gte', models.F('out_on')), _connector='OR'), name='loan_back_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='PatientDataRemoval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('photo', 'photo'), ('description', 'description'), ('message', 'message'), ('solution', 'what was done'), ('remarks', 'remarks'), ('note', 'note'), ('subject', 'subject line'), ('attachment', 'attachment')], max_length=12, verbose_name='sort')),
                ('about', models.CharField(max_length=24, verbose_name='about')),
                ('row', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='which of them')),
                ('role', models.CharField(choices=[('practice', 'the practice'), ('staff', 'our staff')], max_length=8, verbose_name='removed by')),
                ('actor', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removals', to='privacy.breach', verbose_name='data breach')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
            ],
            options={
                'verbose_name': "removal of a patient's data",
                'verbose_name_plural': "removals of patients' data",
                'indexes': [models.Index(fields=['about'], name='removal_about'), models.Index(fields=['at'], name='removal_by_age'), models.Index(condition=models.Q(('actor', None), _negated=True), fields=['actor'], name='removal_by_actor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['practice', 'staff'])), name='removal_role')],
            },
        ),
        migrations.CreateModel(
            name='RepairDesk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('supplier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='repair_desk', to='stock.supplier', verbose_name='supplier')),
                ('email', models.EmailField(max_length=254, verbose_name='mailbox of its repair desk')),
            ],
            options={
                'verbose_name': 'repair desk of a supplier',
                'verbose_name_plural': 'repair desks of suppliers',
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_overs', to='service.fault', verbose_name='fault')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='service.repairdesk', verbose_name='repair desk')),
                ('with_serial', models.BooleanField(verbose_name='with the serial number')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
            ],
            options={
                'verbose_name': 'hand-over to a supplier',
                'verbose_name_plural': 'hand-overs to suppliers',
                'constraints': [models.UniqueConstraint(fields=('fault', 'desk'), name='handover_once_per_supplier')],
            },
        ),
        migrations.CreateModel(
            name='RepairQuote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='service.fault', verbose_name='fault')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('state', models.CharField(choices=[('sent', 'sent'), ('approved', 'approved'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='sent', max_length=10, verbose_name='state')),
                ('net_cents', models.BigIntegerField(verbose_name='excluding VAT')),
                ('vat_cents', models.BigIntegerField(verbose_name='VAT')),
                ('valid_until', models.DateField(verbose_name='valid until and including')),
                ('file', models.FileField(blank=True, upload_to=contracts.service.models.repairs.quote_path, verbose_name='PDF')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='sent')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decided_by', models.UUIDField(blank=True, null=True, verbose_name='decided by')),
                ('decided_name', models.CharField(blank=True, max_length=160, verbose_name='name of who decided')),
            ],
            options={
                'verbose_name': 'repair quote',
                'verbose_name_plural': 'repair quotes',
                'indexes': [models.Index(condition=models.Q(('decided_by', None), _negated=True), fields=['decided_by'], name='quote_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'approved', 'declined', 'withdrawn'])), name='quote_state'), models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'withdrawn']), ('decided_at__isnull', False), _connector='OR'), name='quote_decided_at_a_moment'), models.UniqueConstraint(condition=models.Q(('state', 'sent')), fields=('fault',), name='quote_one_open_per_fault')],
            },
        ),
        migrations.CreateModel(
            name='RepairLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='service.fault', verbose_name='fault')),
                ('kind', models.CharField(choices=[('labour', 'labour'), ('parts', 'parts'), ('loan', 'loan device')], max_length=8, verbose_name='sort')),
                ('description', models.CharField(max_length=200, verbose_name='description')),
                ('quantity_e3', models.PositiveIntegerField(verbose_name='quantity')),
                ('unit_price_e4', models.BigIntegerField(verbose_name='price each, excluding VAT')),
                ('vat_class', models.CharField(choices=[('high', 'high rate'), ('low', 'low rate'), ('zero', '0 %'), ('exempt', 'exempt')], default='high', max_length=8, verbose_name='VAT class')),
                ('is_covered', models.BooleanField(verbose_name='covered')),
                ('quote', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lines', to='service.repairquote', verbose_name='quote')),
            ],
            options={
                'verbose_name': 'repair line',
                'verbose_name_plural': 'repair lines',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['labour', 'parts', 'loan'])), name='repairline_kind'), models.CheckConstraint(condition=models.Q(('quantity_e3__gt', 0)), name='repairline_is_of_something'), models.CheckConstraint(condition=models.Q(('unit_price_e4__gte', 0)), name='repairline_price_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='VisitDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='service.visit', verbose_name='visit')),
                ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visits', to='devices.device', verbose_name='device')),
                ('state', models.CharField(choices=[('to_do', 'to do'), ('done', 'done'), ('carried', 'next time'), ('skipped', 'not done')], default='to_do', max_length=8, verbose_name='state')),
            ],
            options={
                'verbose_name': 'device of a visit',
                'verbose_name_plural': 'devices of a visit',
                'constraints': [models.UniqueConstraint(fields=('visit', 'device'), name='visitdevice_once'), models.CheckConstraint(condition=models.Q(('state__in', ['to_do', 'done', 'carried', 'skipped'])), name='visitdevice_state')],
            },
        ),
        migrations.CreateModel(
            name='ReportDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='devices', to='service.servicereport', verbose_name='service report')),
                ('seen', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='service.visitdevice', verbose_name='device of a visit')),
                ('checklist', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service.checklist', verbose_name='checklist')),
                ('outcome', models.CharField(choices=[('to_do', 'to do'), ('done', 'done'), ('carried', 'next time'), ('skipped', 'not done')], max_length=8, verbose_name='outcome')),
                ('note', models.TextField(blank=True, verbose_name='note')),
            ],
            options={
                'verbose_name': 'device in a report',
                'verbose_name_plural': 'devices in reports',
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['done', 'carried', 'skipped'])), name='reportdevice_outcome')],
            },
        ),
        migrations.CreateModel(
            name='ReportAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='service.reportdevice', verbose_name='device in a report')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='service.checklistitem', verbose_name='line of a checklist')),
                ('answer', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('n_a', 'not applicable'), ('measured', 'measured')], max_length=8, verbose_name='answer')),
                ('measured_e3', models.BigIntegerField(blank=True, null=True, verbose_name='measured, in thousandths')),
            ],
            options={
                'verbose_name': 'answer in a report',
                'verbose_name_plural': 'answers in reports',
                'constraints': [models.UniqueConstraint(fields=('device', 'item'), name='reportanswer_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'measured'), ('measured_e3__isnull', False)), models.Q(('answer__in', ['yes', 'no', 'n_a']), ('measured_e3', None)), _connector='OR'), name='reportanswer_figure_when_measured')],
            },
        ),
        migrations.CreateModel(
            name='ReportPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='service.reportdevice', verbose_name='device in a report')),
                ('variant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.variant', verbose_name='article')),
                ('description', models.CharField(max_length=120, verbose_name='description')),
                ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='quantity')),
                ('unit_price_e4', models.BigIntegerField(blank=True, null=True, verbose_name='price each, excluding VAT')),
            ],
            options={
                'verbose_name': 'part that was used',
                'verbose_name_plural': 'parts that were used',
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='reportpart_quantity')],
            },
        ),
        migrations.CreateModel(
            name='ReturnLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('declaration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='label', to='service.decontamination', verbose_name='declaration')),
                ('courier', models.CharField(choices=[('postnl', 'postnl'), ('dhl', 'dhl'), ('dpd', 'dpd'), ('manual', 'manual')], max_length=12, verbose_name='courier')),
                ('tracking_number', models.CharField(blank=True, max_length=40, verbose_name='tracking number')),
                ('file', models.FileField(blank=True, upload_to=contracts.service.models.returns.paper_path, verbose_name='label')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'return label',
                'verbose_name_plural': 'return labels',
            },
        ),
        migrations.CreateModel(
            name='ReportSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sheet', to='service.servicereport', verbose_name='service report')),
                ('file', models.FileField(upload_to='service/sheets/', verbose_name='report as PDF')),
            ],
            options={
                'verbose_name': 'report on paper',
                'verbose_name_plural': 'reports on paper',
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='service.visit', verbose_name='visit')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('engineer', models.UUIDField(blank=True, null=True, verbose_name='engineer')),
            ],
            options={
                'verbose_name': 'time offered',
                'verbose_name_plural': 'times offered',
                'indexes': [models.Index(condition=models.Q(('engineer', None), _negated=True), fields=['engineer'], name='slot_by_engineer')],
                'constraints': [models.UniqueConstraint(fields=('visit', 'starts_at'), name='slot_once'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='ReportPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='service.visit', verbose_name='visit')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key')),
                ('file', models.FileField(upload_to=d4d.foundation.photos.Folder('service/reports'), verbose_name='photo')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'photo of a report',
                'verbose_name_plural': 'photos of reports',
            },
        ),
        migrations.CreateModel(
            name='ReportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='service.visit', verbose_name='visit')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='key')),
                ('answers', models.TextField(blank=True, verbose_name='answers')),
                ('saved_at', models.DateTimeField(auto_now=True, verbose_name='saved')),
            ],
            options={
                'verbose_name': 'draft of a report',
                'verbose_name_plural': 'drafts of reports',
            },
        ),
    ]
