using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Rounds;

namespace Counterpoise.Tests.Federated.Methods;

public class FederatedMethodTests
{
    private static async Task<string> Fingerprint(IFederatedMethod method, FederatedOptions? options = null, int clients = 3,
        int rounds = 2) =>
        (await FederatedSimulation.RunAsync(Toy.Clients(clients), Toy.Network(), method, (options ?? Toy.Options) with { Rounds = rounds }))
            .Model.Fingerprint();

    [Fact]
    public async Task FedProx_without_strength_is_FedAvg_and_with_it_stays_nearer()
    {
        Assert.Equal(await Fingerprint(new FedAvg()), await Fingerprint(new FedProx(0)));
        Assert.True(await Drift(new FedProx(5)) < 0.7 * await Drift(new FedAvg()));
    }

    [Fact]
    public async Task FedNova_of_clients_with_as_many_steps_is_FedAvg_up_to_rounding()
    {
        ClientData[] equal = [.. Toy.Clients(3).Skip(1)];
        var nova = await FederatedSimulation.RunAsync(equal, Toy.Network(), new FedNova(), Toy.Options with { Rounds = 1 });
        var average = await FederatedSimulation.RunAsync(equal, Toy.Network(), new FedAvg(), Toy.Options with { Rounds = 1 });
        Assert.All(nova.Model.Entries.Zip(average.Model.Entries), pair =>
            Assert.All(pair.First.Values.Zip(pair.Second.Values), v => Assert.Equal(v.First, v.Second, 1e-12)));
    }

    [Fact]
    public void FedNova_by_hand()
    {
        ModelState Weight(double w) => new([new StateEntry("w", [1], ScalarType.Float64, [w])]);
        ClientUpdate Update(string name, int rows, int steps, double w) => new(name, rows, steps, Weight(w), ModelState.Empty, 0, []);
        var round = new ServerRound(0, 2, [Update("a", 30, 2, 0.8), Update("b", 10, 8, 0.2)], new FederatedOptions { Momentum = 0 });
        var joined = new FedNova().Aggregate(new ServerState(Weight(1), ModelState.Empty, ModelState.Empty), round).Global["w"]!.Values[0];
        // tau = .75 * 2 + .25 * 8 = 3.5; the change is 3.5 (.75 * .2 / 2 + .25 * .8 / 8) = .35.
        Assert.Equal(0.65, joined, 1e-12);
    }

    [Fact]
    public async Task Scaffold_of_one_client_is_FedAvg_up_to_rounding()
    {
        var average = await FederatedSimulation.RunAsync(Toy.Clients(1), Toy.Network(), new FedAvg(), Toy.Options with { Rounds = 3 });
        var corrected = await FederatedSimulation.RunAsync(Toy.Clients(1), Toy.Network(), new Scaffold(), Toy.Options with { Rounds = 3 });
        Assert.All(average.Model.Entries.Zip(corrected.Model.Entries),
            pair => Assert.All(pair.First.Values.Zip(pair.Second.Values), v => Assert.Equal(v.First, v.Second, 1e-5)));
        Assert.NotEqual(await Fingerprint(new FedAvg(), rounds: 3), await Fingerprint(new Scaffold(), rounds: 3));
    }

    [Fact]
    public async Task Scaffold_controls_add_up_to_the_mean_gradient()
    {
        var options = Toy.Options with { Rounds = 1, Momentum = 0 };
        var result = await FederatedSimulation.RunAsync(Toy.Clients(2), Toy.Network(), new Scaffold(), options);
        var start = await FederatedSimulation.RunAsync(Toy.Clients(2), Toy.Network(), new FedAvg(), options with { LearningRate = 1e-30 });
        // c = mean of (w - w_k) / (K eta); steps of client 0 are 2 * 3, of client 1 2 * 4, of rows 48 and 51.
        var one = await FederatedSimulation.RunAsync([Toy.Clients(2)[0]], Toy.Network(), new FedAvg(), options);
        var two = await FederatedSimulation.RunAsync([Toy.Clients(2)[1]], Toy.Network(), new FedAvg(), options);
        var (w, a, b) = (start.Model["head.bias"]!.Values[0], one.Model["head.bias"]!.Values[0], two.Model["head.bias"]!.Values[0]);
        Assert.Equal((((w - a) / (6 * 0.05)) + ((w - b) / (8 * 0.05))) / 2, result.Server.Extras["head.bias"]!.Values[0], 1e-5);
    }

    [Fact]
    public async Task Moon_without_strength_is_FedAvg()
    {
        Assert.Equal(await Fingerprint(new FedAvg(), rounds: 3), await Fingerprint(new Moon(0), rounds: 3));
        Assert.NotEqual(await Fingerprint(new FedAvg(), rounds: 3), await Fingerprint(new Moon(), rounds: 3));
    }

    [Fact]
    public async Task Calibration_without_strength_leaves_out_absent_classes_only()
    {
        ClientData[] complete = [.. Toy.Clients(3).Skip(1)];
        var plain = await FederatedSimulation.RunAsync(complete, Toy.Network(), new FedAvg(), Toy.Options);
        var calibrated = await FederatedSimulation.RunAsync(complete, Toy.Network(), new FedLc(0), Toy.Options);
        Assert.Equal(plain.Model.Fingerprint(), calibrated.Model.Fingerprint());
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 7)]
    [InlineData(10, 64)]
    public void A_simplex_frame_has_unit_vectors_with_equal_angles(int classes, int dimensions)
    {
        var frame = SimplexEtf.Draw(classes, dimensions, 4);
        double Dot(int a, int b) => Enumerable.Range(0, dimensions).Sum(d => frame[(a * dimensions) + d] * frame[(b * dimensions) + d]);
        for (var a = 0; a < classes; a++)
        {
            for (var b = 0; b < classes; b++)
            {
                Assert.Equal(a == b ? 1 : -1.0 / (classes - 1), Dot(a, b), 1e-12);
            }
        }
    }

    [Fact]
    public async Task FedEtf_leaves_its_last_layer_as_it_was_drawn()
    {
        var result = await FederatedSimulation.RunAsync(Toy.Clients(3), Toy.Network(), new FedEtf(), Toy.Options with { Rounds = 2 });
        var frame = SimplexEtf.Draw(Toy.Classes, 6, Toy.Options.Seed);
        Assert.All(frame.Zip(result.Model["head.weight"]!.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(result.Model["head.bias"]!.Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task FedLoGe_deploys_rows_of_one_length()
    {
        var result = await FederatedSimulation.RunAsync(Toy.Clients(3), Toy.Network(), new FedLoGe(), Toy.Options with { Rounds = 2 });
        Assert.All(result.Model["head.weight"]!.Values.Chunk(6), row => Assert.Equal(1, row.Sum(value => value * value), 1e-6));
        Assert.NotEqual(result.Model.Fingerprint(), result.Server.Global.Fingerprint());
    }

    [Fact]
    public async Task Creff_deploys_a_last_layer_trained_on_its_features()
    {
        var result = await FederatedSimulation.RunAsync(Toy.Clients(3), Toy.Network(), new Creff(20, 50, 100), Toy.Options);
        Assert.NotEqual(result.Model["head.weight"]!.Values, result.Server.Global["head.weight"]!.Values);
        Assert.Equal(result.Model["body.0.weight"]!.Values, result.Server.Global["body.0.weight"]!.Values);
        Assert.Equal([Toy.Classes, 20, 6], result.Server.Kept.Entries[0].Shape);
    }

    [Fact]
    public void Names_are_found_and_strangers_refused()
    {
        Assert.Equal(10, FederatedMethods.Names.Count);
        Assert.All(FederatedMethods.Names, name => Assert.Equal(name, FederatedMethods.Create(name).Name));
        Assert.Contains("there are fedavg, fedprox", Assert.Throws<ArgumentException>(() => FederatedMethods.Create("fedsgd")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FedProx(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Moon(temperature: 0));
    }

    /// <summary>How far a client moves from the global network in a round.</summary>
    private static async Task<double> Drift(IFederatedMethod method)
    {
        var client = Toy.Clients(1);
        var start = await FederatedSimulation.RunAsync(client, Toy.Network(), new FedAvg(),
            Toy.Options with { Rounds = 1, LearningRate = 1e-30 });
        var end = await FederatedSimulation.RunAsync(client, Toy.Network(), method, Toy.Options with { Rounds = 1, LocalEpochs = 10 });
        return Math.Sqrt(start.Model.Entries.Zip(end.Model.Entries)
            .Sum(pair => pair.First.Values.Zip(pair.Second.Values, (a, b) => (a - b) * (a - b)).Sum()));
    }
}
