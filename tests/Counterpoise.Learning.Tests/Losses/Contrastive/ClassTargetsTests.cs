using Counterpoise.Learning.Losses;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Losses;

public class ClassTargetsTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 128)]
    [InlineData(3, 2)]
    [InlineData(5, 4)]
    [InlineData(10, 128)]
    public void Up_to_one_more_than_dimensions_they_are_the_corners_of_a_regular_simplex(int count, int size)
    {
        using var scope = torch.NewDisposeScope();
        var points = Tensor.FromArray(UniformDirections.Create(count, size, 3), count, size);
        var expected = (Tensor.Eye(count, type: ScalarType.Float64) * (count / (count - 1.0))) - (1 / (count - 1.0));
        Assert.Equal(0, (points.MatMul(points.T()) - expected).Abs().Max().ToDouble(), 1e-12);
    }

    [Fact]
    public void Six_in_space_are_those_of_an_octahedron()
    {
        using var scope = torch.NewDisposeScope();
        var points = Tensor.FromArray(UniformDirections.Create(6, 3, 1), 6, 3);
        var angles = points.MatMul(points.T()).Reshape(-1).ToArray<double>().Order().ToArray();
        Assert.All(angles[..6], a => Assert.Equal(-1, a, 1e-3));
        Assert.All(angles[6..30], a => Assert.Equal(0, a, 0.02));
        Assert.All(angles[30..], a => Assert.Equal(1, a, 1e-12));
    }

    [Fact]
    public void The_seed_turns_them_and_one_alone_has_length_one()
    {
        Assert.Equal(UniformDirections.Create(4, 8, 1), UniformDirections.Create(4, 8, 1));
        Assert.NotEqual(UniformDirections.Create(4, 8, 1), UniformDirections.Create(4, 8, 2));
        Assert.Equal(1, UniformDirections.Create(1, 8, 1).Sum(v => v * v), 1e-12);
    }

    [Fact]
    public void Each_class_gets_the_point_that_its_rows_are_near()
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets(4, 3);
        var first = targets.Assigned();
        var order = Tensor.FromArray(new long[] { 2, 0, 3, 1 });
        var rows = first.IndexSelect(0, order);
        targets.Add(Tensor.Concatenate([rows, rows]), Tensor.Arange(8) % 4);
        Assert.Equal(0, (targets.Assigned() - rows).Abs().Max().ToDouble(), 1e-12);
    }

    [Fact]
    public void A_class_without_rows_takes_the_point_that_is_left()
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets(3, 2);
        var first = targets.Assigned();
        targets.Add(first[..2], Tensor.FromArray(new long[] { 2, 1 }));
        var expected = Tensor.Stack([first[2], first[1], first[0]]);
        Assert.Equal(0, (targets.Assigned() - expected).Abs().Max().ToDouble(), 1e-12);
    }

    [Fact]
    public void Centroids_move_by_a_tenth_and_travel_in_the_state()
    {
        using var scope = torch.NewDisposeScope();
        using var targets = Targets(2, 2);
        targets.Add(Tensor.FromArray(new[,] { { 1.0, 0 } }), Tensor.FromArray(new long[] { 1 }));
        targets.Add(Tensor.FromArray(new[,] { { 0.0, 1 }, { 0.0, 1 } }), Tensor.FromArray(new long[] { 1, 1 }));
        var centroids = targets.StateDict()["centroids"].ToArray<double>();
        var length = Math.Sqrt((0.9 * 0.9) + (0.1 * 0.1));
        Golden.Close([0, 0, 0.9 / length, 0.1 / length], centroids, 1e-12);
        Assert.Empty(targets.Parameters());
    }

    [Fact]
    public void Sizes_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassTargets(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassTargets(3, 0));
    }

    private static ClassTargets Targets(int classes, int size) => new ClassTargets(classes, size, 1).Initialize(1);
}
