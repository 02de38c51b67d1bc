using System.IO;
using System.Text;
using Spott.Files;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>Writes a report: whoever looks finds the old file or the new one, whole.</summary>
internal static class ReportFile
{
    private const int BufferSize = 64 * 1024;

    /// <exception cref="IOException">It was not written, or <paramref name="keepExisting"/> and there is one.</exception>
    internal static void Write(string path, ReportContent content, bool keepExisting)
    {
        string target = LinkTarget.Of(path);
        AtomicFile.Write(
            target,
            file =>
            {
                using StreamWriter text = new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true);
                ReportPort.Page.Write(text, content);
            },
            model: target,
            keepExisting);
    }
}
