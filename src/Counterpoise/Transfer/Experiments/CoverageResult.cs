using Counterpoise.Statistics;

namespace Counterpoise.Transfer.Experiments;

/// <summary>How often an interval of ln θ held the true value.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Simulations">Simulated targets.</param>
/// <param name="Covered">Intervals that held the truth.</param>
/// <param name="Nominal">Nominal coverage.</param>
/// <param name="MeanWidth">Mean width of the intervals in ln θ.</param>
/// <param name="MeanSquaredError">Mean squared error of ln θ.</param>
/// <param name="WorstRHat">Greatest R-hat of any simulation; NaN without sampling.</param>
/// <param name="LeastEffectiveSize">Least effective size of any simulation; NaN without sampling.</param>
public sealed record CoverageResult(string Arm, int Simulations, int Covered, double Nominal, double MeanWidth, double MeanSquaredError,
    double WorstRHat, double LeastEffectiveSize)
{
    /// <summary>Share of intervals that held the truth.</summary>
    public double Coverage => (double)Covered / Simulations;

    /// <summary>The 95% Wilson interval of that share.</summary>
    public Interval CoverageInterval => WilsonInterval.Of(Covered, Simulations);
}
