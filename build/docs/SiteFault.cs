namespace Counterpoise.Site;

/// <summary>What is wrong with one link of a built site.</summary>
/// <param name="Page">The page or file that holds the link, relative to the site.</param>
/// <param name="Link">The link as it is written.</param>
/// <param name="What">What is wrong with it.</param>
internal sealed record SiteFault(string Page, string Link, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Page}: {Link}: {What}";
}
