using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Kernels;

/// <summary>Compares single precision with a reference in double precision.</summary>
internal static class Difference
{
    /// <summary>Fails where the norm of the difference exceeds a share of the reference's norm.</summary>
    public static void IsSmall(Tensor reference, Tensor found, double tolerance, string what)
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(reference.Shape, found.Shape);
        var expected = reference.Detach().Double();
        var norm = expected.Norm().ToDouble();
        var difference = (expected - found.Detach().Double()).Norm().ToDouble();
        Assert.True(difference <= tolerance * Math.Max(norm, 1e-6),
            $"{what} differs by {difference:g3} of {norm:g3}, a share of {tolerance:g3} was allowed");
    }
}
