using System.IO;

namespace Spott.Ports;

/// <summary>
/// What the cmdlets ask of Spott.Report.dll: one page of HTML. The report sees neither PowerShell, nor the network, nor the database.
/// </summary>
internal abstract class ReportPort
{
    internal static ReportPort Page => ModuleLoader.Load<ReportPort>("Spott.Report", "Spott.Report.ReportPage");

    /// <summary>Draws the whole page.</summary>
    /// <param name="output">Takes the text; it is neither flushed nor closed.</param>
    /// <param name="content">What the page is of.</param>
    /// <exception cref="IOException">The output does not take it.</exception>
    internal abstract void Write(TextWriter output, ReportContent content);
}
