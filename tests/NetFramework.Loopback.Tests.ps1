BeforeDiscovery {
    . $PSScriptRoot/drive.ps1
    $mayMount = $false
    if ($IsLinux -and (Get-Command unshare -CommandType Application -ErrorAction Ignore)) {
        $null = & unshare --mount sh -c 'mount --bind /etc/hosts /etc/hosts' 2>&1
        $mayMount = $LASTEXITCODE -eq 0
    }
    $noHost = -not $mayMount -or (Test-DriveIsMissing)
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/drive.ps1

    function Invoke-WithName([string] $Names, [int] $Port) {
        # The facts of one read from http://localhost in a process whose table of names is this.
        $table = Join-Path $TestDrive hosts
        Set-Content $table $Names
        $line = @(Get-DriveHost | ForEach-Object { $_ }) + $DriveProgram + (Join-Path (Split-Path $SpottModule) 'bin/net472')
        $order = "read`turi=$([uri]::EscapeDataString("http://localhost:$Port/"))`tretries=0`ttimeout=5"
        $facts = @{}
        foreach ($fact in $order | & unshare --mount sh -c "mount --bind '$table' /etc/hosts && exec $($line -join ' ')" | Where-Object { $_ -ne '.' }) {
            $name, $value = $fact -split '=', 2
            $facts[$name] = [uri]::UnescapeDataString("$value")
        }
        $facts
    }
}

Describe 'On .NET Framework, an address without TLS' -Skip:$noHost {
    BeforeAll { $server = [Spott.Fakes.LoopbackServer]::new([Spott.Fakes.OpportunityServer]::new(3)) }
    AfterAll { $server.Dispose() }

    It 'is not connected to where its name leads to another machine' {
        $facts = Invoke-WithName '192.0.2.7 localhost' $server.BaseUri.Port
        $facts | ConvertTo-Json | Should -Match 'leads to 192\.0\.2\.7, which is not this machine.{1,6}s loopback'
    }

    It 'is asked where its name leads to this one' {
        (Invoke-WithName '127.0.0.1 localhost' $server.BaseUri.Port).items | Should -Be 3
    }
}
