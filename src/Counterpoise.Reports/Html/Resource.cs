using System.IO.Compression;

namespace Counterpoise.Reports.Html;

/// <summary>The style sheet, the scripts and their licences, which lie in the assembly.</summary>
internal static class Resource
{
    /// <summary>Reads an embedded text; one whose name ends in .gz is unpacked.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"resource '{name}' is missing from the assembly");
        using Stream content = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new StreamReader(content);
        return reader.ReadToEnd();
    }

    /// <summary>A script that can stand inside a script element: the only text that would end it is broken up.</summary>
    public static Markup Script(string name) =>
        new($"<script>{Text(name).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase).TrimEnd()}</script>\n");
}
