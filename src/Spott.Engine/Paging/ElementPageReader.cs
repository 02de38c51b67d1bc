using System;
using System.Text.Json;
using Spott.Engine.Json;

namespace Spott.Engine.Paging;

/// <summary>Reads a page of anything, each element as the text of its JSON.</summary>
internal sealed class ElementPageReader : PageReader
{
    private protected override object ReadItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int index)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return JsonBody.Decode(body.Slice(start, (int)reader.BytesConsumed - start));
    }
}
