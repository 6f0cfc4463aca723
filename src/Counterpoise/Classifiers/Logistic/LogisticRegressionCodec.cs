using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>
/// Logistic regression in a file: <c>classes</c>, <c>coefficients</c> [1 or C, d], <c>intercepts</c> [1 or C], and how it was fitted
/// (<c>converged</c>, <c>iterations</c>, <c>largest_gradient</c>).
/// </summary>
internal sealed class LogisticRegressionCodec() : ClassifierCodec<FittedLogisticRegression>("logistic_regression")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var (classes, coefficients) = (part.Integer("classes", 2, ClassifierCodecs.MostClasses), part.Matrix("coefficients"));
        return coefficients.Rows != (classes == 2 ? 1 : classes)
            ? throw part.Fault($"'coefficients' has {coefficients.Rows} rows for {classes} classes")
            : new FittedLogisticRegression(classes, coefficients, part.FiniteNumbers("intercepts", coefficients.Rows))
            {
                Converged = part.Flag("converged"),
                Iterations = part.Integer("iterations"),
                LargestGradient = part.Number("largest_gradient"),
            };
    }

    protected override void Write(FittedLogisticRegression fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Integer("classes", fitted.ClassCount);
        part.Matrix("coefficients", fitted.Coefficients);
        part.Numbers("intercepts", fitted.Intercepts);
        part.Flag("converged", fitted.Converged);
        part.Integer("iterations", fitted.Iterations);
        part.Number("largest_gradient", fitted.LargestGradient);
    }
}
