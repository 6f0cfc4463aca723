namespace Counterpoise.Reports.Systems;

/// <summary>A picture of a report.</summary>
/// <param name="Title">The heading of its section.</param>
/// <param name="Caption">What it shows, for people who cannot see it too.</param>
/// <param name="Png">The bytes of a PNG file.</param>
public sealed record SystemPicture(string Title, string Caption, byte[] Png);
