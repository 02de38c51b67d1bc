param([string] $BaseUri)
'{}'
