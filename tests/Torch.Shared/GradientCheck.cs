using Counterpoise.Torch;

namespace Counterpoise.Tests;

/// <summary>Compares a function's backward with central differences of its forward, in double precision.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-6;

    /// <summary>Checks the gradients by all inputs. An output of several elements is first weighed into one number.</summary>
    /// <param name="function">Takes the inputs and returns one tensor; it must be smooth around them.</param>
    /// <param name="inputs">Float64 tensors; they get <c>RequiresGrad</c>.</param>
    public static void Check(Func<Tensor[], Tensor> function, params Tensor[] inputs) => Check(function, 1e-5, inputs);

    /// <summary>Checks the gradients with a tolerance, absolute for small and relative for large ones.</summary>
    public static void Check(Func<Tensor[], Tensor> function, double tolerance, params Tensor[] inputs)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var input in inputs)
        {
            Assert.Equal(ScalarType.Float64, input.Type);
            input.requires_grad = true;
            input.grad = null;
        }

        Weighed(function(inputs)).backward();
        var analytic = Array.ConvertAll(inputs, input => input.grad);
        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = Numeric(function, inputs, i);
            var found = analytic[i] is { } gradient ? gradient.ToArray<double>() : new double[expected.Length];
            for (var k = 0; k < expected.Length; k++)
            {
                var allowed = tolerance * Math.Max(1, Math.Abs(expected[k]));
                Assert.True(Math.Abs(expected[k] - found[k]) <= allowed,
                    $"input {i}, element {k}: the backward gives {found[k]:g10}, differences give {expected[k]:g10}");
            }
        }
    }

    private static double[] Numeric(Func<Tensor[], Tensor> function, Tensor[] inputs, int which)
    {
        using var _ = torch.no_grad();
        var start = inputs[which].ToArray<double>();
        var shape = inputs[which].Shape;
        var result = new double[start.Length];
        for (var k = 0; k < start.Length; k++)
        {
            result[k] = (At(start[k] + Step) - At(start[k] - Step)) / (2 * Step);

            double At(double value)
            {
                using var scope = torch.NewDisposeScope();
                var moved = (double[])start.Clone();
                moved[k] = value;
                var tensors = (Tensor[])inputs.Clone();
                tensors[which] = Tensor.FromArray(moved, moved.Length).Reshape(shape);
                return Weighed(function(tensors)).ToDouble();
            }
        }

        return result;
    }

    /// <summary>Unequal weights, so that errors that cancel in a sum are seen.</summary>
    private static Tensor Weighed(Tensor output) =>
        (output * (torch.arange(output.Count, dtype: ScalarType.Float64) + 1).cos().Reshape(output.Shape)).Sum();
}
