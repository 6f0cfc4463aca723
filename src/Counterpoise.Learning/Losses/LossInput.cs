using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>What every loss asks of its input; a fault is named with the row it stands in.</summary>
internal static class LossInput
{
    public static void Check(Tensor values, Tensor labels, string what, long? classes = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(labels);
        if (values.Rank != 2 || labels.Rank != 1 || values.Size(0) != labels.Size(0))
        {
            throw new ArgumentException(
                $"{what} of shape [{string.Join(", ", values.Shape)}] and labels of shape [{string.Join(", ", labels.Shape)}]: expected "
                + $"[N, {(classes is null ? "d" : "C")}] and [N]");
        }

        if (classes is { } expected && values.Size(1) != expected)
        {
            throw new ArgumentException($"{what} have {values.Size(1)} columns, the loss was made for {expected} classes");
        }

        if (labels.Type != ScalarType.Int64)
        {
            throw new ArgumentException($"labels are {labels.Type}, expected Int64: convert them with Long()");
        }

        if (values.Size(0) == 0)
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        if (!values.Detach().Sum().IsFinite().ToBoolean() && !values.IsFinite().All().ToBoolean())
        {
            var row = values.IsFinite().All(1).Not().Nonzero()[0, 0].Item<long>();
            throw new ArgumentException(
                $"row {row} of the {what} holds NaN or infinity; the run has diverged: lower the learning rate or clip gradients");
        }

        if (classes is { } count)
        {
            CheckLabels(labels, count);
        }
    }

    /// <summary>What every contrastive term asks of its input.</summary>
    public static void Check(ContrastiveBatch batch, double temperature)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Check(batch.Embeddings, batch.Labels, "embeddings");
        if (batch.Views < 1 || batch.Labels.Count % batch.Views != 0)
        {
            throw new ArgumentException($"{batch.Labels.Count} embeddings of {batch.Views} views: expected as many of each view",
                nameof(batch));
        }

        CheckTemperature(temperature);
    }

    /// <summary>Checks that a batch fits a term that has something of its own for each class.</summary>
    public static void CheckFit(ContrastiveBatch batch, int classes, int size, string what)
    {
        CheckLabels(batch.Labels, classes);
        if (batch.Embeddings.Size(1) != size)
        {
            throw new ArgumentException($"embeddings have {batch.Embeddings.Size(1)} columns, the {what} {size}: make both of one size",
                nameof(batch));
        }
    }

    /// <summary>z / max(‖z‖, 1e-12) of each row, in float32 at least.</summary>
    public static Tensor Normalised(Tensor embeddings)
    {
        var wide = embeddings.Type is ScalarType.Float32 or ScalarType.Float64 ? embeddings : embeddings.Float();
        return Functional.Normalize(wide, dimension: 1, epsilon: 1e-12);
    }

    public static void CheckLabels(Tensor labels, long classes)
    {
        using var scope = torch.NewDisposeScope();
        if (labels.Count > 0 && (labels.Min().Item<long>() < 0 || labels.Max().Item<long>() >= classes))
        {
            var row = labels.LessThan(0).Or(labels.GreaterOrEqual(classes)).Nonzero()[0, 0].Item<long>();
            throw new ArgumentException($"row {row} has label {labels[row].Item<long>()}, expected 0 to {classes - 1}");
        }
    }

    private static void CheckTemperature(double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentException($"the temperature is {temperature}; it must be positive and finite", nameof(temperature));
        }
    }

    /// <summary>A copy of class weights that a loss can use; null stays null.</summary>
    public static double[]? Weights(double[]? weights, int classes)
    {
        if (weights is null)
        {
            return null;
        }

        var bad = Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w)));
        return weights.Length == classes && classes > 0 && bad < 0
            ? [.. weights]
            : throw new ArgumentException(weights.Length == 0 ? "there are no class weights" : bad >= 0
                ? $"the weight of class {bad} is {weights[bad]}; it must be finite and not negative"
                : $"there are {weights.Length} class weights for {classes} classes", nameof(weights));
    }

    /// <summary>Σ w nll / Σ w; the mean without weights.</summary>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, double[]? weights) =>
        Functional.CrossEntropy(logits, labels, weights is null ? null : Beside(logits, weights));

    /// <summary>Class constants as a tensor beside the logits.</summary>
    public static Tensor Beside(Tensor logits, double[] constants) => Tensor.FromArray(constants).To(logits.Device, logits.Type);
}
