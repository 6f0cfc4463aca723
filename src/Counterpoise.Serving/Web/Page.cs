namespace Counterpoise.Serving.Web;

/// <summary>The page to try the model: one file, nothing from another place.</summary>
internal static class Page
{
    public const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src blob: data:; connect-src 'self'; base-uri "
        + "'none'; form-action 'none'";

    private static readonly Lazy<string> Text = new(() =>
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("page.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public static string Html => Text.Value;
}
