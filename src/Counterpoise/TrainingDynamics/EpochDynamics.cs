namespace Counterpoise.TrainingDynamics;

/// <summary>An epoch as a recorder saw it.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">Mean of −log p(y) over the training rows after the epoch.</param>
/// <param name="ValidationLoss">The same over the validation rows; NaN without them.</param>
/// <param name="TrainingError">Share of each class's training rows that are taken for another class, [C]; NaN for an absent class.</param>
/// <param name="ValidationError">The same over the validation rows.</param>
/// <param name="Layers">The layers, from the input on.</param>
/// <param name="ClassCosine">Cosine between the gradients of the rarest and of all other classes, where it was taken; else NaN.</param>
public sealed record EpochDynamics(int Epoch, double TrainingLoss, double ValidationLoss, double[] TrainingError, double[] ValidationError,
    IReadOnlyList<LayerEpoch> Layers, double ClassCosine)
{
    /// <summary>The figures by name, for tables and for analyses; those that were not taken are NaN.</summary>
    /// <param name="rare">The class whose errors are named apart.</param>
    public IReadOnlyDictionary<string, double> Figures(int rare)
    {
        var figures = new Dictionary<string, double>
        {
            ["training_loss"] = TrainingLoss,
            ["validation_loss"] = ValidationLoss,
            ["training_error_rare"] = TrainingError[rare],
            ["validation_error_rare"] = ValidationError[rare],
            ["training_error_others"] = Others(TrainingError, rare),
            ["validation_error_others"] = Others(ValidationError, rare),
            ["class_cosine"] = ClassCosine,
        };
        foreach (var layer in Layers)
        {
            figures[$"{layer.Name}.gradient_norm"] = layer.Gradient.Norm;
            figures[$"{layer.Name}.gradient_deviation"] = layer.Gradient.Deviation;
            figures[$"{layer.Name}.gradient_skewness"] = layer.Gradient.Skewness;
            figures[$"{layer.Name}.gradient_kurtosis"] = layer.Gradient.ExcessKurtosis;
            figures[$"{layer.Name}.gradient_tiny"] = layer.Gradient.TinyShare;
            figures[$"{layer.Name}.weight_deviation"] = layer.WeightDeviation;
            figures[$"{layer.Name}.weight_norm"] = layer.WeightNorm;
            figures[$"{layer.Name}.update_ratio"] = layer.UpdateRatio;
        }

        return figures;
    }

    private static double Others(double[] errors, int rare)
    {
        double[] others = [.. errors.Where((e, c) => c != rare && !double.IsNaN(e))];
        return others.Length == 0 ? double.NaN : others.Average();
    }
}
