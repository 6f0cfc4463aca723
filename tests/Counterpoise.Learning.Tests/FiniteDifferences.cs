using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning;

/// <summary>Compares a gradient with central differences in float64.</summary>
internal static class FiniteDifferences
{
    public static void Check(Func<Tensor, Tensor> loss, Tensor at, double tolerance, double step = 1e-6)
    {
        var x = at.Clone().WithGrad();
        loss(x).Backward();
        var analytic = x.Grad!.Reshape(-1).ToArray<double>();
        var values = at.Contiguous().Reshape(-1).ToArray<double>();
        for (var i = 0; i < values.Length; i++)
        {
            using var scope = DisposeScope.Begin();
            var high = At(values[i] + step);
            var low = At(values[i] - step);
            Assert.InRange(Math.Abs(((high - low) / (2 * step)) - analytic[i]), 0, tolerance * Math.Max(1, Math.Abs(analytic[i])));

            double At(double value)
            {
                var moved = values.ToArray();
                moved[i] = value;
                return loss(Tensor.FromArray(moved, at.Shape)).ToDouble();
            }
        }
    }
}
