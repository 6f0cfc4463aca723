namespace Counterpoise.TrainingDynamics;

/// <summary>What the entries of gradients look like: their size and the shape of their distribution.</summary>
/// <param name="Norm">Euclidean norm, ‖g‖₂, the mean over the steps.</param>
/// <param name="Mean">Mean of the entries.</param>
/// <param name="Deviation">Standard deviation of the entries.</param>
/// <param name="Skewness">Third standardised moment; NaN where all entries are equal, as in a dead layer.</param>
/// <param name="ExcessKurtosis">Fourth standardised moment less 3; NaN where all entries are equal.</param>
/// <param name="TinyShare">Share of entries below 1e-8 in size.</param>
public sealed record GradientMoments(double Norm, double Mean, double Deviation, double Skewness, double ExcessKurtosis, double TinyShare)
{
    internal const double Tiny = 1e-8;

    /// <summary>The moments of one gradient.</summary>
    /// <param name="gradient">Its entries, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static GradientMoments From(ReadOnlySpan<double> gradient)
    {
        var sums = new GradientSums();
        sums.Add(gradient);
        return sums.Moments();
    }
}
