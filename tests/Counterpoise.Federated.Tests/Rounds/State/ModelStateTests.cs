using Counterpoise.Federated.Rounds;

namespace Counterpoise.Tests.Federated.Rounds;

public class ModelStateTests
{
    private static ModelState State(params double[] values) =>
        new([new StateEntry("w", [values.Length], ScalarType.Float64, values),
            new StateEntry("norm.num_batches_tracked", [], ScalarType.Int64, [values[0]])]);

    [Fact]
    public void The_mean_is_weighted_and_counters_are_those_of_the_largest_client()
    {
        var mean = ModelState.Combine([State(1, 0.1), State(4, 0.7), State(9, 1.3)], [0.2, 0.5, 0.3]);
        Assert.Equal((1 * 0.2) + (4 * 0.5) + (9 * 0.3), mean["w"]!.Values[0], 1e-12);
        Assert.Equal((0.1 * 0.2) + (0.7 * 0.5) + (1.3 * 0.3), mean["w"]!.Values[1], 1e-12);
        Assert.Equal(4, mean["norm.num_batches_tracked"]!.Values[0]);
    }

    [Fact]
    public void A_network_takes_its_own_state_back_to_the_bit()
    {
        using var network = Toy.Network(norm: true)();
        using var other = Toy.Network(norm: true)();
        var state = ModelState.Read(network);
        Assert.NotEqual(state.Fingerprint(), ModelState.Read(other).Fingerprint());
        state.CopyTo(other);
        Assert.Equal(state.Fingerprint(), ModelState.Read(other).Fingerprint());
        Assert.Equal(4L * ((8 * 16) + 16 + (4 * 16) + (16 * 6) + 6 + (6 * 3) + 3) + 8, state.Bytes);
    }

    [Fact]
    public void Another_architecture_is_refused_by_the_name_of_the_tensor()
    {
        using var network = Toy.Network()();
        Assert.Contains("w [2] does not fit", Assert.Throws<ArgumentException>(() =>
            new ModelState([.. State(1, 2).Entries, .. ModelState.Read(network).Entries.Skip(2)]).CopyTo(network)).Message);
        Assert.Throws<ArgumentException>(() => ModelState.Combine([State(1), State(1, 2)], [0.5, 0.5]));
    }
}
