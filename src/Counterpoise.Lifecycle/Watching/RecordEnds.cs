namespace Counterpoise.Lifecycle.Watching;

/// <summary>Where whole records end in delimited text: at a line feed outside of quotes.</summary>
internal static class RecordEnds
{
    /// <summary>A record without an end by then has a quote that is never closed.</summary>
    private const int LongestRecord = 1 << 24;

    public static int First(string text) => Find(text, first: true);

    public static int Last(string text) => Find(text, first: false) is var end && end == 0 && text.Length > LongestRecord ? text.Length
        : end;

    private static int Find(string text, bool first)
    {
        var (quoted, end) = (false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (text[i] != '\n' || quoted)
                continue;
            end = i + 1;
            if (first)
                break;
        }

        return end;
    }
}
