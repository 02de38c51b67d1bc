using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Spott.Report.Html;

/// <summary>
/// The document around the page: its style sheet, its script, and the policy that lets a browser run and load nothing else, from nowhere.
/// </summary>
internal static class PageShell
{
    private static readonly string StyleSheet = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    // The icon of a browser's tab, so that a browser asks nobody for one.
    private const string Icon = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
        + "%3Cpath fill='%232f6db5' d='M1 3h14v3H1zM3 7h10v3H3zM5 11h6v3H5z'/%3E%3C/svg%3E";

    internal static void Begin(HtmlWriter html, string title)
    {
        html.Write($"<!DOCTYPE html>\n<html lang=\"en\" data-culture=\"{html.Culture.Tag}\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write(
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{Hash(StyleSheet)}'; "
            + $"script-src '{Hash(Script)}'; ");
        html.Write($"img-src data:; base-uri 'none'; form-action 'none'\">\n");
        html.Write(
            $"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
            + $"dark\">\n");
        html.Write(
            $"<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Spott for "
            + $"PowerShell\">\n<title>{title}</title>\n<link rel=\"icon\" href=\"");
        html.WriteMarkup(Icon);
        html.Write($"\">\n<style>");
        html.WriteMarkup(StyleSheet);
        html.Write($"</style>\n<script>");
        html.WriteMarkup(Script);
        html.Write($"</script>\n</head>\n<body>\n");
    }

    internal static void End(HtmlWriter html) => html.Write($"</body>\n</html>\n");

    private static string Hash(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
#if NET
        byte[] hash = SHA256.HashData(bytes);
#else
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(bytes);
#endif
        return "sha256-" + Convert.ToBase64String(hash);
    }

    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(PageShell).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
