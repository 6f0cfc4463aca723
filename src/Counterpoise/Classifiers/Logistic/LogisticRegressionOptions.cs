using Counterpoise.Options;

namespace Counterpoise.Classifiers;

/// <summary>Options of <see cref="LogisticRegression"/>.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>
    /// Weight of ½‖coefficients‖² beside the sum of the rows' losses, at least 0; intercepts are free. Equals 1/C of
    /// scikit-learn. Default 1. With 0, separable classes have no minimum; 1e-6 keeps them finite.
    /// </summary>
    public double Ridge { get; init; } = 1;

    /// <summary>Stops when no entry of the gradient exceeds this times the total weight; above 0. Default 1e-10.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Most iterations, at least 1. Default 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Above this number of parameters L-BFGS replaces Newton's method; at least 0. Default 500.</summary>
    public int LargestNewton { get; init; } = 500;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(LogisticRegressionOptions))
        .Require(Ridge >= 0 && double.IsFinite(Ridge), nameof(Ridge), Ridge, "expected a finite number of at least 0")
        .Require(Tolerance > 0 && double.IsFinite(Tolerance),
            nameof(Tolerance), Tolerance, "expected a finite number above 0")
        .Require(MaxIterations >= 1, nameof(MaxIterations), MaxIterations, "expected at least 1")
        .Require(LargestNewton >= 0, nameof(LargestNewton), LargestNewton, "expected at least 0")
        .ThrowIfAny();
}
