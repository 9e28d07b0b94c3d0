import accounts.models.people
import django.db.models.deletion
import django.utils.timezone
import privacy.vocabulary.staff
from django.conf import settings
from django.db import migrations, models

from d4d.foundation.migrating import TablesAtOnce


class Migration(TablesAtOnce):

    replaces = [
        ("accounts", "0001_first_floor"),
        ("accounts", "0002_people_and_former_mailboxes"),
        ("accounts", "0003_find_rows_by_actor"),
        ("accounts", "0004_a_word_when_a_parcel_has_arrived"),
        ("accounts", "0006_practices_by_number_and_address"),
        ("accounts", "0007_a_debtor_with_locations"),
        ("accounts", "0008_up_to_which_amount"),
        ("accounts", "0009_where_a_practice_came_from"),
        ("accounts", "0010_practices_that_are_one"),
        ("accounts", "0011_notes_about_practices"),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('privacy', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('subject', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='user', to='privacy.datasubject', verbose_name='person')),
                ('username', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='user name')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('salutation', models.CharField(blank=True, choices=[('', 'no salutation'), ('madam', 'Ms'), ('sir', 'Mr'), ('other', 'other')], default='', max_length=8, verbose_name='salutation')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='phone')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English')], default='nl', max_length=2, verbose_name='language')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'constraints': [models.CheckConstraint(condition=models.Q(('username__contains', '@'), _negated=True), name='user_name_is_no_address')],
            },
            managers=[
                ('objects', accounts.models.people.People()),
            ],
        ),
        migrations.CreateModel(
            name='FormerMailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('replaced_at', models.DateTimeField(auto_now_add=True, verbose_name='replaced')),
            ],
            options={
                'verbose_name': 'former e-mail address',
                'verbose_name_plural': 'former e-mail addresses',
            },
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='practice', to='privacy.datasubject', verbose_name='person')),
                ('number', models.CharField(max_length=12, unique=True, verbose_name='customer number')),
                ('state', models.CharField(choices=[('pending', 'to be reviewed'), ('approved', 'approved'), ('denied', 'denied'), ('closed', 'closed')], default='pending', max_length=10, verbose_name='state')),
                ('name', models.CharField(max_length=120, verbose_name='company name')),
                ('kind', models.CharField(choices=[('dentist', 'dental practice'), ('orthodontist', 'orthodontic practice'), ('hygienist', 'dental hygienist'), ('laboratory', 'dental laboratory'), ('surgery', 'oral surgery'), ('school', 'school or university'), ('other', 'other organisation')], max_length=16, verbose_name='type of organisation')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='phone')),
                ('kvk_number', models.CharField(blank=True, max_length=8, verbose_name='KvK number')),
                ('is_unregistered', models.BooleanField(default=False, verbose_name='not in the trade register')),
                ('vat_id', models.CharField(blank=True, max_length=16, verbose_name='VAT number')),
                ('vat_answer', models.CharField(choices=[('unknown', 'not confirmed'), ('valid', 'confirmed'), ('invalid', 'not valid')], default='unknown', max_length=8, verbose_name='VIES')),
                ('billing_email', models.EmailField(max_length=254, verbose_name='e-mail address for invoices')),
                ('may_buy_on_account', models.BooleanField(default=False, verbose_name='may buy on account')),
                ('credit_limit_cents', models.BigIntegerField(default=0, verbose_name='credit limit')),
                ('payment_days', models.PositiveSmallIntegerField(default=30, verbose_name='days to pay')),
                ('invoice_rhythm', models.CharField(choices=[('per_shipment', 'per shipment'), ('weekly', 'one a week'), ('monthly', 'one a month')], default='per_shipment', max_length=12, verbose_name='invoices on account')),
                ('wants_ubl', models.BooleanField(default=True, verbose_name='UBL with the invoice mail')),
                ('sees_prices_including_vat', models.BooleanField(default=False, verbose_name='show prices including VAT')),
                ('hears_of_delivery', models.BooleanField(default=False, verbose_name='e-mail when a parcel has arrived')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='registered')),
                ('debtor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='locations', to='accounts.practice', verbose_name='debtor')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='accounts.practice', verbose_name='merged into')),
            ],
            options={
                'verbose_name': 'practice',
                'verbose_name_plural': 'practices',
                'permissions': [('merge_practice', 'Can merge practices that are one'), ('note_practice', 'Can write notes about practices')],
                'indexes': [models.Index(fields=['state', 'id'], name='practice_by_state'), models.Index(fields=['name'], name='practice_by_name'), models.Index(fields=['billing_email'], name='practice_by_billing_email'), models.Index(condition=models.Q(('kvk_number', ''), _negated=True), fields=['kvk_number'], name='practice_by_kvk_number'), models.Index(condition=models.Q(('vat_id', ''), _negated=True), fields=['vat_id'], name='practice_by_vat_id')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'approved', 'denied', 'closed'])), name='practice_state'), models.CheckConstraint(condition=models.Q(('credit_limit_cents__gte', 0)), name='practice_limit_not_negative'), models.CheckConstraint(condition=models.Q(('debtor', None), models.Q(('debtor', models.F('pk')), _negated=True), _connector='OR'), name='practice_not_its_own_debtor'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('state', 'closed'), models.Q(('merged_into', models.F('pk')), _negated=True)), _connector='OR'), name='practice_merged_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='origin', to='accounts.practice', verbose_name='practice')),
                ('source', models.CharField(max_length=80, verbose_name='source')),
                ('mark', models.CharField(max_length=64, unique=True, verbose_name='mark of the number there')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'origin of a practice',
                'verbose_name_plural': 'origins of practices',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.practice', verbose_name='practice')),
                ('role', models.CharField(choices=[('manager', 'manager'), ('buyer', 'buyer'), ('reader', 'reader'), ('bookkeeper', 'bookkeeper')], max_length=12, verbose_name='role')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('joined_at', models.DateTimeField(auto_now_add=True, verbose_name='since')),
                ('order_limit_cents', models.BigIntegerField(blank=True, null=True, verbose_name='orders by themselves up to')),
            ],
            options={
                'verbose_name': 'member',
                'verbose_name_plural': 'members',
                'constraints': [models.UniqueConstraint(fields=('user', 'practice'), name='member_once_per_practice'), models.CheckConstraint(condition=models.Q(('role__in', ['manager', 'buyer', 'reader', 'bookkeeper'])), name='member_role'), models.CheckConstraint(condition=models.Q(('order_limit_cents', None), ('order_limit_cents__gte', 0), _connector='OR'), name='member_limit')],
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.practice', verbose_name='practice')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.practice', verbose_name='looks like')),
                ('ground', models.CharField(choices=[('kvk', 'the same KvK number'), ('vat', 'the same VAT number'), ('address', 'the same address and a similar name')], max_length=8, verbose_name='because of')),
                ('found_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('are_different', models.BooleanField(default=False, verbose_name='are different practices')),
            ],
            options={
                'verbose_name': 'practices that may be one',
                'verbose_name_plural': 'practices that may be one',
                'indexes': [models.Index(condition=models.Q(('are_different', False)), fields=['-found_at'], name='likeness_to_judge')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='likeness_once_a_pair'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='likeness_in_order'), models.CheckConstraint(condition=models.Q(('ground__in', ['kvk', 'vat', 'address'])), name='likeness_ground')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='accounts.practice', verbose_name='practice')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('manager', 'manager'), ('buyer', 'buyer'), ('reader', 'reader'), ('bookkeeper', 'bookkeeper')], max_length=12, verbose_name='role')),
                ('token_hash', models.CharField(max_length=64, unique=True, verbose_name='token')),
                ('invited_by', models.UUIDField(blank=True, null=True, verbose_name='invited by')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='sent')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'indexes': [models.Index(fields=['practice', 'created_at'], name='invitation_of_practice'), models.Index(condition=models.Q(('invited_by', None), _negated=True), fields=['invited_by'], name='invitation_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='accounts.practice', verbose_name='practice')),
                ('label', models.CharField(blank=True, max_length=40, verbose_name='label')),
                ('street', models.CharField(max_length=80, verbose_name='street')),
                ('house_number', models.CharField(max_length=10, verbose_name='house number')),
                ('addition', models.CharField(blank=True, max_length=10, verbose_name='addition')),
                ('postcode', models.CharField(max_length=10, verbose_name='postcode')),
                ('city', models.CharField(max_length=60, verbose_name='city')),
                ('country', models.CharField(choices=[('NL', 'Netherlands'), ('BE', 'Belgium'), ('DE', 'Germany'), ('FR', 'France'), ('LU', 'Luxembourg')], default='NL', max_length=2, verbose_name='country')),
                ('is_delivery_default', models.BooleanField(default=False, verbose_name='usual delivery address')),
                ('is_billing', models.BooleanField(default=False, verbose_name='invoice address')),
                ('is_retired', models.BooleanField(default=False, verbose_name='no longer used')),
            ],
            options={
                'verbose_name': 'address',
                'verbose_name_plural': 'addresses',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_delivery_default', True)), fields=('practice',), name='address_one_usual_delivery'), models.UniqueConstraint(condition=models.Q(('is_billing', True)), fields=('practice',), name='address_one_billing')],
            },
        ),
        migrations.CreateModel(
            name='PracticeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='accounts.practice', verbose_name='practice')),
                ('text', models.CharField(max_length=1000, verbose_name='text')),
                ('role', models.CharField(choices=privacy.vocabulary.staff.staff_roles, max_length=40, verbose_name='role')),
                ('author', models.UUIDField(blank=True, null=True, verbose_name='by')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
            ],
            options={
                'verbose_name': 'note about a practice',
                'verbose_name_plural': 'notes about practices',
                'indexes': [models.Index(fields=['practice', '-written_at'], name='practicenote_of_practice'), models.Index(condition=models.Q(('author', None), _negated=True), fields=['author'], name='practicenote_by_author'), models.Index(fields=['written_at'], name='practicenote_by_age')],
            },
        ),
        migrations.CreateModel(
            name='VatCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vat_checks', to='accounts.practice', verbose_name='practice')),
                ('vat_id', models.CharField(max_length=16, verbose_name='VAT number')),
                ('answer', models.CharField(choices=[('unknown', 'not confirmed'), ('valid', 'confirmed'), ('invalid', 'not valid')], max_length=8, verbose_name='answer')),
                ('consultation', models.CharField(blank=True, max_length=40, verbose_name='consultation number')),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='reason')),
                ('checked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'VAT check',
                'verbose_name_plural': 'VAT checks',
                'indexes': [models.Index(fields=['practice', 'checked_at'], name='vatcheck_of_practice')],
            },
        ),
    ]
