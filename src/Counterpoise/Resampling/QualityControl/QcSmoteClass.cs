namespace Counterpoise.Resampling;

/// <summary>What QC-SMOTE found about a class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Overlap">1 minus the mean safe level; in [0, 1].</param>
/// <param name="ImbalanceRatio">Rows of the most frequent class over rows of this one.</param>
/// <param name="Candidates">Candidates per new row.</param>
/// <param name="ClearanceRequired">Whether a row must keep away from other classes.</param>
/// <param name="LargestGap">Upper bound of the gaps.</param>
/// <param name="PurityThreshold">Least interpolation purity of a row that is accepted.</param>
/// <param name="MedianIsolation">Median distance of the class's rows to the nearest row of another class, on scaled columns.</param>
public sealed record QcSmoteClass(
    int Label, double Overlap, double ImbalanceRatio, int Candidates, bool ClearanceRequired, double LargestGap, double PurityThreshold,
        double MedianIsolation);
