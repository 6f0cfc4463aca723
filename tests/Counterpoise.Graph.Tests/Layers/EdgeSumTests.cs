using Counterpoise.Graph.Layers;
using Counterpoise.Randomness;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Graph.Layers;

public class EdgeSumTests
{
    [Fact]
    public void Kernels_agree_with_gather_and_scatter_in_value_and_gradient()
    {
        var edges = Edges(40, 30, 200, 1);
        Tensor x = Draw([40, 12], 2), weights = Draw([200, 3], 3), scores = Draw([200, 2], 4);
        Alike(t => EdgeSums.Sum(t[0], edges), t => ScatterSums.Sum(t[0], edges), x);
        Alike(t => EdgeSums.Sum(t[0], edges, t[1]), t => ScatterSums.Sum(t[0], edges, t[1]), x, weights);
        Alike(t => EdgeSums.Softmax(t[0], edges), t => ScatterSums.Softmax(t[0], edges), scores);
        Alike(t => EdgeSums.Max(t[0], edges), t => ScatterSums.Max(t[0], edges), x);
    }

    [Fact]
    public void Gradients_are_those_of_differences()
    {
        var edges = Edges(7, 5, 14, 5);
        Tensor x = Draw([7, 6], 1), weights = Draw([14, 2], 2), scores = Draw([14, 2], 3), to = Draw([5, 2], 4);
        GradientCheck.Check(t => EdgeSums.Sum(t[0], edges, t[1]), x, weights);
        GradientCheck.Check(t => EdgeSums.Mean(t[0], edges), x);
        GradientCheck.Check(t => EdgeSums.Max(t[0], edges), x);
        GradientCheck.Check(t => EdgeSums.Softmax(t[0], edges), scores);
        GradientCheck.Check(t => EdgeSums.FromSources(t[0], edges), x);
        GradientCheck.Check(t => EdgeSums.FromTargets(t[0], edges), to);
    }

    [Fact]
    public void A_softmax_sums_to_one_and_does_not_overflow()
    {
        var edges = new EdgeSet(3, 3, [0, 1, 2], [0, 0, 2]);
        var softmax = EdgeSums.Softmax(Tensor.FromArray<float>([1000, -1000, 5000], 3, 1), edges).ToArray<float>();
        Assert.Equal([1f, 0f, 1f], softmax);
    }

    [Fact]
    public void A_row_without_edges_gets_zeros()
    {
        var edges = new EdgeSet(2, 2, [0], [0]);
        var x = Tensor.FromArray<double>([-3, 4], 2, 1);
        Assert.Equal([-3, 0], EdgeSums.Sum(x, edges).ToArray<double>());
        Assert.Equal([-3, 0], EdgeSums.Mean(x, edges).ToArray<double>());
        Assert.Equal([-3, 0], EdgeSums.Max(x, edges).ToArray<double>());
        Assert.Equal([-3, 0], ScatterSums.Max(x, edges).ToArray<double>());
        var none = new EdgeSet(2, 3, [], []);
        Assert.Equal(new double[3], EdgeSums.Sum(x, none).ToArray<double>());
        Assert.Equal(0, EdgeSums.Softmax(torch.zeros(0, 1), none).Count);
    }

    [Fact]
    public void Sums_are_the_same_bit_for_bit_on_any_number_of_threads()
    {
        var edges = Edges(3000, 3000, 20000, 8);
        Tensor x = Draw([3000, 16], 1).to_type(ScalarType.Float32), g = Draw([3000, 16], 2).to_type(ScalarType.Float32);
        var threads = torch.get_num_threads();
        try
        {
            torch.set_num_threads(1);
            var one = Run();
            torch.set_num_threads(4);
            Assert.Equal(one, Run());
        }
        finally
        {
            torch.set_num_threads(threads);
        }

        float[] Run()
        {
            var leaf = x.detach().clone();
            leaf.requires_grad = true;
            (EdgeSums.Mean(leaf, edges) * g).sum().backward();
            return leaf.grad!.ToArray<float>();
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        var edges = new EdgeSet(2, 2, [0], [1]);
        Assert.Contains("[3, 1]", Assert.Throws<ArgumentException>(() => EdgeSums.Sum(torch.zeros(3, 1), edges)).Message);
        Assert.Throws<ArgumentException>(() => EdgeSums.Sum(torch.zeros(2, 3), edges, torch.zeros(1, 2)));
        Assert.Throws<ArgumentException>(() => EdgeSums.Softmax(torch.zeros(2, 1), edges));
        Assert.Throws<ArgumentException>(() => new EdgeSet(2, 2, [0, 2], [1, 1]));
    }

    internal static EdgeSet Edges(int sources, int targets, int count, ulong seed)
    {
        var random = new RandomStream(seed, "edges");
        return new EdgeSet(sources, targets, [.. Enumerable.Range(0, count).Select(_ => (int)random.NextInteger(sources))],
            [.. Enumerable.Range(0, count).Select(_ => (int)random.NextInteger(targets))]);
    }

    internal static Tensor Draw(long[] shape, ulong seed)
    {
        var random = new RandomStream(seed, "values");
        return Tensor.FromArray([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextNormal())],
            shape);
    }

    private static void Alike(Func<Tensor[], Tensor> kernel, Func<Tensor[], Tensor> reference, params Tensor[] inputs)
    {
        var (a, ga) = Run(kernel);
        var (b, gb) = Run(reference);
        Assert.True(a.allclose(b, 1e-10, 1e-12));
        Assert.All(ga.Zip(gb), pair => Assert.True(pair.First.allclose(pair.Second, 1e-10, 1e-12)));

        (Tensor, Tensor[]) Run(Func<Tensor[], Tensor> function)
        {
            var leaves = Array.ConvertAll(inputs, t => t.detach().clone().requires_grad_());
            var result = function(leaves);
            (result * torch.arange(result.Count, dtype: ScalarType.Float64).cos().reshape(result.Shape)).sum().backward();
            return (result.detach(), Array.ConvertAll(leaves, l => l.grad!));
        }
    }
}
