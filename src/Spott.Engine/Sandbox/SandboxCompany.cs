namespace Spott.Engine.Sandbox;

internal sealed class SandboxCompany(string id, string name, string domain)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>The label before <c>.example.com</c>.</summary>
    public string Domain { get; } = domain;
}
