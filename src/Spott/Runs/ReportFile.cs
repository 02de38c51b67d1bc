using System;
using System.IO;
using System.Text;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>Writes a report beside its place and then renames it there: whoever looks finds the old file or the new one, whole.</summary>
internal static class ReportFile
{
    private const int BufferSize = 64 * 1024;

    /// <exception cref="IOException">It was not written, or <paramref name="keepExisting"/> and there is one.</exception>
    internal static void Write(string path, ReportContent content, bool keepExisting)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path) + "." + Guid.NewGuid().ToString("N") + ".tmp");
        try
        {
            WholeFile.Write(temporary, stream =>
            {
                using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true);
                ReportPort.Page.Write(text, content);
            });
            if (keepExisting)
                File.Move(temporary, path);
            else
                WholeFile.Replace(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
