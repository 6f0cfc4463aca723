using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Models;

public sealed class ImageArchitectureTests
{
    [Fact]
    public void Options_are_read_by_their_names_and_the_rest_stays_the_default()
    {
        var read = (SmallCnnOptions)ImageArchitecture.Named("small-cnn")
            .ReadOptions(new Dictionary<string, string> { ["depth"] = "7", ["halvings"] = "1", ["dropout"] = "0.25" });
        Assert.Equal(new SmallCnnOptions { Depth = 7, Halvings = 1, Dropout = 0.25 }, read);
        Assert.Equal(new SmallCnnOptions(), ImageArchitecture.Named("small-cnn").Defaults);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_the_options_there_are()
    {
        var fault = Assert.Throws<Counterpoise.Options.InvalidOptionsException>(() =>
            ImageArchitecture.Named("resnet-18").ReadOptions(new Dictionary<string, string> { ["depth"] = "7", ["halvings"] = "many" }));
        Assert.Equal(2, fault.Faults.Count);
        Assert.Contains("no option 'depth'", fault.Message);
        Assert.Contains("halvings", fault.Faults[0].ToString());
        Assert.Contains("'many', expected a whole number", fault.Message);
    }

    [Fact]
    public void A_network_of_ones_own_is_made_saved_and_found_by_its_name()
    {
        var own = ImageArchitecture.Create<SmallCnnOptions>("own-network-of-a-test", SmallCnn.Create, "A network of a test.");
        ImageArchitecture.Register(own);
        Assert.Contains("already", Assert.Throws<ArgumentException>(() => ImageArchitecture.Register(own)).Message);
        var card = new ModelCard { Architecture = "own-network-of-a-test", ClassNames = ["a", "b"], ImageSize = 28,
            NetworkOptions = new Dictionary<string, string> { ["depth"] = "3" } };
        using var made = ImageClassifier.Create(ModelCard.FromMetadata("m", card.ToMetadata()), seed: 1);
        using var scope = torch.NewDisposeScope();
        Assert.Equal([1L, 2], made.Network.Forward(Tensor.Zeros(1, 3, 28, 28)).Logits.Shape);
        Assert.Equal(3, made.Network.StateDict().Keys.Count(k => k.EndsWith(".0.weight", StringComparison.Ordinal)));
        Assert.Contains("depth 3", made.Network.Architecture);
    }

    [Fact]
    public void Options_out_of_range_are_listed_with_what_was_expected()
    {
        var fault = Assert.Throws<Counterpoise.Options.InvalidOptionsException>(() =>
            SmallCnn.Create(new() { Depth = 1, Halvings = 4, Classes = 0 }));
        Assert.Equal(3, fault.Faults.Count);
    }

    [Theory]
    [InlineData(5, 32, 1)]
    [InlineData(5, 33, 2)]
    [InlineData(3, 28, 4)]
    [InlineData(0, 28, 28)]
    public void Positions_left_are_those_of_halvings_that_round_up(int halvings, int side, int expected) =>
        Assert.Equal(expected, new ResNetOptions { Halvings = halvings }.MapSide(side));
}
