using System.Globalization;

namespace Counterpoise.Vision.Experiments;

/// <summary>Texts of records in the invariant culture, whatever the host's: hashes are made of them, and records print themselves in the current one.</summary>
internal sealed class InvariantText : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    private InvariantText() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    /// <summary>Begins it for this thread; disposing it puts the host's culture back.</summary>
    public static InvariantText Begin() => new();

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
