using System;
using System.Collections.Generic;
using System.Management.Automation;
using Spott.Errors;
using Spott.Parameters;
using Spott.Ports;

namespace Spott.Runs;

/// <summary>How a cmdlet reads a mirror: one moment of it, from the first object to the last.</summary>
internal static class MirrorReading
{
    /// <summary>The mirrors, where there can be any.</summary>
    internal static MirrorPort Mirrors(PSCmdlet command, string path)
    {
        try
        {
            return MirrorPort.Mirrors;
        }
        catch (MirrorException missing)
        {
            command.Fail(MirrorErrors.Of(path, missing));
            throw;
        }
    }

    /// <param name="command">Who reads.</param>
    /// <param name="given">The path as a person wrote it.</param>
    /// <param name="read">Takes the path as it is known to .NET, and the mirror.</param>
    internal static void Run(PSCmdlet command, string given, Action<string, MirrorReader> read)
    {
        string path = FilePath.Resolve(command, given, MirrorErrors.Nowhere);
        try
        {
            using MirrorReader mirror = MirrorPort.Mirrors.OpenReader(path);
            read(path, mirror);
        }
        catch (MirrorException failed)
        {
            command.Fail(MirrorErrors.Of(path, failed));
        }
    }
}
