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
            throw new ArgumentException($"{what} of shape [{string.Join(", ", values.Shape)}] and labels of shape [{string.Join(", ", labels.Shape)}]: expected [N, {(classes is null ? "d" : "C")}] and [N]");
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

        using var scope = DisposeScope.Begin();
        using var _ = NoGrad.Begin();
        if (!values.Detach().Sum().IsFinite().ToBoolean() && !values.IsFinite().All().ToBoolean())
        {
            var row = values.IsFinite().All(1).Not().Nonzero()[0, 0].Item<long>();
            throw new ArgumentException($"row {row} of the {what} holds NaN or infinity; the run has diverged: lower the learning rate or clip gradients");
        }

        if (classes is { } count)
        {
            CheckLabels(labels, count);
        }
    }

    public static void CheckLabels(Tensor labels, long classes)
    {
        using var scope = DisposeScope.Begin();
        if (labels.Count > 0 && (labels.Min().Item<long>() < 0 || labels.Max().Item<long>() >= classes))
        {
            var row = labels.LessThan(0).Or(labels.GreaterOrEqual(classes)).Nonzero()[0, 0].Item<long>();
            throw new ArgumentException($"row {row} has label {labels[row].Item<long>()}, expected 0 to {classes - 1}");
        }
    }

    public static void CheckTemperature(double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentException($"the temperature is {temperature}; it must be positive and finite", nameof(temperature));
        }
    }

    /// <summary>Class constants as a tensor beside the logits.</summary>
    public static Tensor Beside(Tensor logits, double[] constants) => Tensor.FromArray(constants).To(logits.Device, logits.Type);
}
