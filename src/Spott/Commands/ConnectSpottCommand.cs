using System;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Security;
using System.Threading.Tasks;
using Spott.Connections;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;
using Spott.Runs;

namespace Spott.Commands;

/// <summary><c>Connect-Spott</c>: makes the runspace's current connection and sees that it works.</summary>
[Cmdlet(VerbsCommunications.Connect, "Spott", DefaultParameterSetName = ApiSet, HelpUri = OnlineHelp.Pages + "Connect-Spott.md")]
[OutputType(typeof(SpottConnection))]
public sealed class ConnectSpottCommand : SpottCommand
{
    private const string ApiSet = "Api";
    private const string TransportSet = "Transport";
    private const string SandboxSet = "Sandbox";

    private bool _forgotten;

    /// <summary>The key; without it the environment variable SPOTT_API_KEY, else a prompt where a person can answer.</summary>
    [Parameter(Position = 0, ParameterSetName = ApiSet)]
    [Parameter(Position = 0, ParameterSetName = TransportSet)]
    [Parameter(Position = 0, ParameterSetName = SandboxSet, DontShow = true)]
    [SecureKey]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>Where the API is; https, or http on this machine's loopback. A path prefix is kept.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [Parameter(ParameterSetName = TransportSet)]
    [Parameter(ParameterSetName = SandboxSet, DontShow = true)]
    [Address]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>
    /// The way to the network instead of the module's own; it is never disposed, may not follow redirects or override certificate checks.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = TransportSet, HelpMessage = "An HttpMessageHandler that sends the requests.")]
    [ValidateNotNull]
    public HttpMessageHandler? Transport { get; set; }

    /// <summary>Use generated data instead of an account; no request leaves the process.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many opportunities the sandbox has on day 0, 0 to 1,000,000.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(0, 1_000_000)]
    public int SandboxSize { get; set; } = 137;

    /// <summary>
    /// How many days old the sandbox is, 0 to 3,650: what changed since day 0 is the same for everybody, and the connection's clock is so
    /// many days ahead.
    /// </summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(0, 3650)]
    public int SandboxDay { get; set; }

    /// <summary>The proxy to use instead of the system's or the environment's.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [Parameter(ParameterSetName = TransportSet, DontShow = true)]
    [Parameter(ParameterSetName = SandboxSet, DontShow = true)]
    [Address]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The credential that the proxy asks for.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [Parameter(ParameterSetName = TransportSet, DontShow = true)]
    [Parameter(ParameterSetName = SandboxSet, DontShow = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Give the proxy the current user's own credential.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [Parameter(ParameterSetName = TransportSet, DontShow = true)]
    [Parameter(ParameterSetName = SandboxSet, DontShow = true)]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Use no proxy, whatever the system and the environment say.</summary>
    [Parameter(ParameterSetName = ApiSet)]
    [Parameter(ParameterSetName = TransportSet, DontShow = true)]
    [Parameter(ParameterSetName = SandboxSet, DontShow = true)]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>How many times a page is asked for again after a transient failure, 0 to 10.</summary>
    [Parameter]
    [ValidateRange(0, 10)]
    public int MaxRetryCount { get; set; } = ConnectionSettings.DefaultMaxRetryCount;

    /// <summary>The longest wait in seconds that the server may ask for before the run fails instead, 1 to 3,600.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int MaxRetryAfter { get; set; } = ConnectionSettings.DefaultMaxRetryAfter;

    /// <summary>Time-out of one attempt in seconds, headers and body, 1 to 3,600.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = ConnectionSettings.DefaultTimeoutSec;

    /// <summary>Send at most so many requests a minute, evenly spaced, 1 to 6,000; without it as fast as the server answers.</summary>
    [Parameter]
    [ValidateRange(1, 6000)]
    public int MaxRequestsPerMinute { get; set; }

    /// <summary>Do not send the request that tells whether the key works.</summary>
    [Parameter]
    public SwitchParameter SkipVerify { get; set; }

    /// <summary>Give the connection to the pipeline, for <c>-Connection</c>.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Connects.</summary>
    protected override void EndProcessing()
    {
        ForgetCurrent();
        string[] ofProxy = { nameof(Proxy), nameof(ProxyCredential), nameof(ProxyUseDefaultCredentials) };
        this.RefuseTogether(nameof(Sandbox), nameof(ApiKey), nameof(BaseUri), nameof(NoProxy));
        this.RefuseTogether(nameof(Sandbox), ofProxy);
        // A mandatory switch would be asked for at a prompt, where no answer can be typed.
        if (!Sandbox && new[] { nameof(SandboxSize), nameof(SandboxDay) }.Any(MyInvocation.BoundParameters.ContainsKey))
            this.Fail(ArgumentErrors.OfSandboxAlone());
        this.RefuseTogether(nameof(Transport), nameof(NoProxy));
        this.RefuseTogether(nameof(Transport), ofProxy);
        this.RefuseTogether(nameof(NoProxy), ofProxy);

        if (!Sandbox && Transport is null && !SkipVerify)
            ConnectionPort.Engine.Prepare();
        SpottConnection connection = new(Sandbox ? SandboxSettings() : ApiSettings());
        // Test-SpottConnection tests what failed, not what it could find elsewhere.
        CurrentConnection.MarkFailed(SessionState, new FailedConnect(connection.Settings));
        bool isConnected = false;
        try
        {
            SpottApi api = SpottApi.Of(connection);
            if (!SkipVerify)
            {
                RunState run = new(connection.Statistics);
                RunProgress progress = new(this, api, run, "Connecting to Spott");
                RunMessages messages = new();
                PageRequest page = new(cursor: null, pageNumber: 0, messages);
                Task<Page> answer = api.Pages(OpportunityQuery.Cheapest, run).GetAsync(page, StopToken);
                PropertyWarmUp.RunBefore(answer);
                progress.Waiting(StopToken)(answer, messages);
                progress.End();
            }

            isConnected = true;
        }
        catch (SpottApiException refused)
        {
            this.Fail(CallErrors.Of(refused));
        }
        finally
        {
            if (!isConnected)
                connection.Close();
        }

        CurrentConnection.Set(SessionState, connection);
        if (PassThru)
            WriteObject(connection);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A parameter that did not bind, a key that came as null for one: nothing above has run, and yet this connect has failed.
        ForgetCurrent();
        base.Dispose(disposing);
    }

    // Whatever happens after it, the account before this one is not exported again.
    private void ForgetCurrent()
    {
        if (!_forgotten)
            CurrentConnection.MarkFailed(SessionState, new FailedConnect());
        _forgotten = true;
    }

    private ConnectionSettings SandboxSettings() => WithLimits(
        new ConnectionSettings(BaseAddress.Sandbox, new ApiKey("sandbox", "the sandbox"))
        {
            SandboxSize = SandboxSize, SandboxDay = SandboxDay,
        });

    private ConnectionSettings ApiSettings()
    {
        if (Proxy is { IsAbsoluteUri: false })
            this.Fail(ArgumentErrors.RelativeProxy());
        if (Proxy is { UserInfo.Length: > 0 })
            this.Fail(ArgumentErrors.ProxyWithUserName());

        Uri baseUri = BaseAddress.Resolve(this, BaseUri, key: null);
        if (Proxy is { IsLoopback: false } && baseUri.Scheme == "http")
            this.Fail(ConnectionErrors.PlainThroughProxy(baseUri));
        ApiKey? key = ApiKey is not null
            ? ApiKeySource.FromParameter(this, ApiKey)
            : ApiKeySource.FromEnvironment(this) ?? ApiKeySource.FromPrompt(this);
        if (key is null)
            this.Fail(ConnectionErrors.NotConnected(ConnectionFaults.NoApiKey));
        // Once more, now that the key is known.
        baseUri = BaseAddress.Resolve(this, BaseUri, key);

        ICredentials? proxyCredentials =
            ProxyCredential?.GetNetworkCredential() ?? (ProxyUseDefaultCredentials ? CredentialCache.DefaultCredentials : null);
        return WithLimits(new ConnectionSettings(baseUri, key)
        {
            Transport = Transport,
            Proxy = Proxy is null ? null : new WebProxy(Proxy) { Credentials = proxyCredentials },
            DefaultProxyCredentials = proxyCredentials,
            NoProxy = NoProxy,
        });
    }

    private ConnectionSettings WithLimits(ConnectionSettings settings)
    {
        settings.MaxRetryCount = MaxRetryCount;
        settings.MaxRetryAfter = TimeSpan.FromSeconds(MaxRetryAfter);
        settings.Timeout = TimeSpan.FromSeconds(TimeoutSec);
        settings.MaxRequestsPerMinute = MaxRequestsPerMinute == 0 ? null : MaxRequestsPerMinute;
        return settings;
    }
}
