using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace Spott.Records;

/// <summary>
/// Writes the values of a <see cref="JsonDictionary"/> as compact JSON. It lives on this side of the wall, where there is no JSON
/// library, because a text of an object must not load the engine; it reads live and deserialized values alike.
/// </summary>
internal static class JsonText
{
    internal static string Of(object? value, bool sortKeys = false)
    {
        StringBuilder text = new();
        Append(text, value, sortKeys);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, bool sortKeys)
    {
        switch (ShellValue.Unwrap(value))
        {
            case null:
                text.Append("null");
                break;
            case string plain:
                AppendString(text, plain);
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case double number:
                text.Append(NumberText.Of(number));
                break;
            case IDictionary members:
                AppendMembers(text, members, sortKeys);
                break;
            case IEnumerable elements:
                AppendElements(text, elements, sortKeys);
                break;
            case IConvertible number:
                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                AppendString(text, value!.ToString() ?? string.Empty);
                break;
        }
    }

    private static void AppendMembers(StringBuilder text, IDictionary members, bool sortKeys)
    {
        IEnumerable<DictionaryEntry> entries = members.Cast<DictionaryEntry>();
        if (sortKeys)
            entries = entries.OrderBy(entry => (string)entry.Key, StringComparer.Ordinal);

        char separator = '{';
        foreach (DictionaryEntry entry in entries)
        {
            text.Append(separator);
            AppendString(text, (string)entry.Key);
            text.Append(':');
            Append(text, entry.Value, sortKeys);
            separator = ',';
        }

        text.Append(separator == '{' ? "{}" : "}");
    }

    private static void AppendElements(StringBuilder text, IEnumerable elements, bool sortKeys)
    {
        char separator = '[';
        foreach (object? element in elements)
        {
            text.Append(separator);
            Append(text, element, sortKeys);
            separator = ',';
        }

        text.Append(separator == '[' ? "[]" : "]");
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char character in value)
        {
            switch (character)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                default:
                    if (character < ' ')
                        text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                    else
                        text.Append(character);
                    break;
            }
        }

        text.Append('"');
    }
}
