"""What django-allauth is told about this site: accounts, second factors, an identity provider."""
