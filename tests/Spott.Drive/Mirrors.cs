using Spott.Errors;
using Spott.Ports;

namespace Spott.Drive;

/// <summary>What becomes of a mirror where there is none.</summary>
internal static class Mirrors
{
    internal static void Open(Order order, Facts facts)
    {
        try
        {
            _ = MirrorPort.Mirrors;
            facts["problem"] = "none";
        }
        catch (MirrorException refused)
        {
            facts["problem"] = refused.Problem;
            facts["words"] = refused.Message;
        }
    }
}
