namespace Spott.Engine.Sandbox;

internal sealed class SandboxStage(string id, string name, int order, bool isOpen, int percent)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public int Order { get; } = order;

    public bool IsOpen { get; } = isOpen;

    /// <summary>The share of all opportunities that stand here; all stages together make 100.</summary>
    public int Percent { get; } = percent;
}
