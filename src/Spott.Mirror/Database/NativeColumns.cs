using System;
using System.Runtime.InteropServices;

namespace Spott.Mirror.Database;

/// <summary>
/// The cells of the row on which a statement stands. SQLite answers each of these at once, without waiting or calling back, so nothing is
/// done around the call: a row has some twenty cells, and what a usual call costs was a tenth of reading a mirror.
/// </summary>
internal static class NativeColumns
{
    private const string Library = "e_sqlite3";

    [DllImport(Library, EntryPoint = "sqlite3_column_type", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    [SuppressGCTransition]
    internal static extern int TypeOf(IntPtr statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    [SuppressGCTransition]
    internal static extern long Number(IntPtr statement, int column);

    /// <summary>Where a text's bytes are until the next step; zero for an empty one.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_column_blob", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    [SuppressGCTransition]
    internal static extern IntPtr Bytes(IntPtr statement, int column);

    /// <summary>How many they are.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_column_bytes", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    [SuppressGCTransition]
    internal static extern int Length(IntPtr statement, int column);
}
