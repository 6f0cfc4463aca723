namespace Counterpoise.ImbalancedRegression;

/// <summary>A method with a regressor, and how far it errs on rare targets.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Regressor">Name of the regressor.</param>
/// <param name="Error">Mean over folds of the root of the relevance-weighted mean squared error, in units of the target.</param>
/// <param name="StandardError">Of that mean, allowing for the rows that folds share.</param>
public sealed record RegressionPipeline(string Method, string Regressor, double Error, double StandardError)
{
    /// <summary>Such as <c>smogn with ridge</c>; the regressor alone where rows are as they are.</summary>
    public override string ToString() => Method == RegressionMethod.None.Name ? Regressor : $"{Method} with {Regressor}";
}
