namespace Counterpoise.Resampling;

/// <summary>What the hidden-majority test found.</summary>
/// <param name="HiddenRows">Majority rows that were hidden from the resampler.</param>
/// <param name="SyntheticRows">Synthetic rows of other classes that it made.</param>
/// <param name="Landed">Those whose nearest original row is a hidden one.</param>
/// <param name="OriginalRows">Original rows of other classes.</param>
/// <param name="OriginalLanded">Those whose nearest other original row is a hidden one: what the data themselves do.</param>
public sealed record HiddenMajority(int HiddenRows, int SyntheticRows, int Landed, int OriginalRows, int OriginalLanded)
{
    /// <summary>Share of the synthetic rows that landed on hidden rows; 0 if none was made.</summary>
    public double LandedShare => SyntheticRows == 0 ? 0 : (double)Landed / SyntheticRows;

    /// <summary>The same share of the original rows.</summary>
    public double OriginalShare => OriginalRows == 0 ? 0 : (double)OriginalLanded / OriginalRows;
}
