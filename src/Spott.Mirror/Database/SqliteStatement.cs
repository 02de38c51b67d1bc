using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;
using Spott.Records;

namespace Spott.Mirror.Database;

/// <summary>A prepared statement; its values and cells are null, <see cref="long"/> or <see cref="string"/>.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int MostAtHand = 1024;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly IntPtr _handle;
    private readonly bool[] _isBound;
    private byte[] _buffer = new byte[256];

    internal SqliteStatement(sqlite3 database, sqlite3_stmt statement)
    {
        _database = database;
        _statement = statement;
        _handle = statement.DangerousGetHandle();
        _isBound = new bool[raw.sqlite3_bind_parameter_count(statement)];
    }

    /// <summary>SQL of so many values that are to be bound.</summary>
    internal static string Marks(int count) => string.Join(", ", Enumerable.Repeat("?", count));

    internal SqliteStatement Bind(params object?[] values)
    {
        for (int index = 0; index < values.Length; index++)
            BindCell(index, values[index]);
        return this;
    }

    [MethodImpl(HotPath.Options)]
    internal void BindCell(int index, object? value)
    {
        switch (value)
        {
            case null: BindNull(index); break;
            case string text: Bind(index, text); break;
            case long number: Bind(index, number); break;
            case int number: Bind(index, number); break;
            default: throw new NotSupportedException($"No value of the type {value.GetType()}.");
        }
    }

    /// <param name="index">From 0.</param>
    /// <param name="text">Null for none.</param>
    [MethodImpl(HotPath.Options)]
    internal void Bind(int index, string? text)
    {
        if (text is null)
        {
            BindNull(index);
            return;
        }

        // By length: what is bound as a C string ends at its first NUL.
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_buffer.Length < most)
            _buffer = new byte[most];
        int length = Encoding.UTF8.GetBytes(text, _buffer);
        Bind(index, _buffer.AsSpan(0, length));
    }

    /// <param name="index">From 0.</param>
    /// <param name="text">UTF-8, at least a byte of it.</param>
    internal void Bind(int index, ReadOnlySpan<byte> text)
    {
        _isBound[index] = true;
        Check(raw.sqlite3_bind_text(_statement, index + 1, text));
    }

    internal void Bind(int index, long number)
    {
        _isBound[index] = true;
        Check(raw.sqlite3_bind_int64(_statement, index + 1, number));
    }

    internal void Bind(int index, long? number)
    {
        if (number is { } value)
            Bind(index, value);
        else
            BindNull(index);
    }

    /// <summary>What nothing was bound to is null already: half of an opportunity's cells are.</summary>
    internal void BindNull(int index)
    {
        if (!_isBound[index])
            return;
        _isBound[index] = false;
        Check(raw.sqlite3_bind_null(_statement, index + 1));
    }

    /// <summary>Runs it to its end, ready to be bound anew.</summary>
    internal void Run()
    {
        while (Read())
        {
        }

        Reset();
    }

    /// <summary>The first row's number, and ready to be bound anew; null when there is no row.</summary>
    internal long? First()
    {
        long? number = Read() ? Number(0) : null;
        Reset();
        return number;
    }

    /// <summary>Goes to the next row.</summary>
    [MethodImpl(HotPath.Options)]
    internal bool Read()
    {
        int code = raw.sqlite3_step(_statement);
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw SqliteFailure.Of(_database, code),
        };
    }

    // Its result is that of the step before, which was looked at.
    internal void Reset() => raw.sqlite3_reset(_statement);

    internal bool IsNull(int column) => NativeColumns.TypeOf(_handle, column) == raw.SQLITE_NULL;

    internal long Number(int column) => NativeColumns.Number(_handle, column);

    internal long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    [SkipLocalsInit]
    internal string Text(int column)
    {
        ReadOnlySpan<byte> bytes = Bytes(column);
        if (bytes.Length > MostAtHand)
            return Encoding.UTF8.GetString(bytes);
        // Into characters at once: to count them first is half of the work where not all are ASCII.
        Span<char> characters = stackalloc char[MostAtHand];
        return new string(characters[..Encoding.UTF8.GetChars(bytes, characters)]);
    }

    internal string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A text's bytes, whole; valid until the next step.</summary>
    internal unsafe ReadOnlySpan<byte> Bytes(int column)
    {
        // In this order: the number of bytes is that of the form that was asked for last.
        IntPtr first = NativeColumns.Bytes(_handle, column);
        return new ReadOnlySpan<byte>((void*)first, NativeColumns.Length(_handle, column));
    }

    internal object? Cell(int column) => NativeColumns.TypeOf(_handle, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => Number(column),
        _ => Text(column),
    };

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw SqliteFailure.Of(_database, code);
    }
}
