using Counterpoise.Comparisons;

namespace Counterpoise.Tests.Comparisons;

public class EmbeddingPlaneTests
{
    [Fact]
    public void Points_of_a_line_lie_on_the_first_axis()
    {
        var plane = EmbeddingPlane.Of(new double[,] { { 0, 0, 0 }, { -3, -4, 0 }, { 3, 4, 0 } }, [0, 1, 1], [0, 1, 0]);
        Assert.Equal([0, -5, 5], plane.X.Select(v => Math.Round(v, 9)));
        Assert.All(plane.Y, v => Assert.Equal(0, v, 1e-9));
        Assert.Equal(1, plane.ExplainedVariance[0], 1e-9);
        Assert.Equal([0, 1, 0], plane.Predictions);
    }

    [Fact]
    public void Unequal_numbers_are_refused() =>
        Assert.Contains("1 labels", Assert.Throws<ArgumentException>(() => EmbeddingPlane.Of(new double[2, 2], [0], [0, 1])).Message,
            StringComparison.Ordinal);
}
