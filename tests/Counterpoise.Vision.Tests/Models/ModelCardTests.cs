using Counterpoise.Learning.Models;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Models;

public sealed class ModelCardTests
{
    private static readonly ModelCard s_card = new() { Architecture = "mobilenet-v3-small", WidthMultiplier = 0.35,
        ClassNames = ["a", "größer, \"b\""], ImageSize = 48, Crop = CropRule.Squash, TrainCounts = [9, 2] };

    [Fact]
    public void A_card_comes_back_from_its_texts()
    {
        var back = ModelCard.FromMetadata("m", s_card.ToMetadata());
        Assert.Equal(s_card.ClassNames, back.ClassNames);
        Assert.Equal(s_card.TrainCounts, back.TrainCounts);
        Assert.Null(back.Contrast);
        Assert.Equal((null, null), (back.Method, back.FollowsClassPriors));
        var named = ModelCard.FromMetadata("m", (s_card with { Method = "wce", FollowsClassPriors = false }).ToMetadata());
        Assert.Equal(("wce", false), (named.Method, named.FollowsClassPriors));
        var contrast = new ContrastCard { Projection = ProjectionKind.Linear, ProjectionSize = 32, Layer = EmbeddingLayer.Pooled,
            Temperature = 0.2, Weight = 0.5 };
        Assert.Equal(contrast, ModelCard.FromMetadata("m", (s_card with { Contrast = contrast }).ToMetadata()).Contrast);
        Assert.Equal(s_card with { ClassNames = back.ClassNames, TrainCounts = back.TrainCounts }, back);
    }

    [Fact]
    public void Weights_without_a_card_are_refused_with_what_to_give()
    {
        var fault = Assert.Throws<InvalidDataException>(() =>
            ModelCard.FromMetadata("some.safetensors", new Dictionary<string, string> { ["format"] = "pt" }));
        Assert.Contains("some.safetensors", fault.Message);
        Assert.Contains("checkpoints/best.safetensors", fault.Message);
    }

    [Theory]
    [InlineData("width", "wide")]
    [InlineData("width", "0")]
    [InlineData("width", "NaN")]
    [InlineData("image_size", "99999999999")]
    [InlineData("image_size", "-1")]
    [InlineData("image_size", "2147483647")]
    [InlineData("width", "1e300")]
    [InlineData("width", "30")]
    [InlineData("contrast", "{\"Projection\":0,\"ProjectionSize\":2000000000,\"Layer\":0,\"Temperature\":0.1,\"Weight\":1}")]
    [InlineData("classes", "[\"a\"")]
    [InlineData("classes", "null")]
    [InlineData("classes", "[]")]
    [InlineData("crop", "Circle")]
    [InlineData("train_counts", "{}")]
    [InlineData("contrast", "{}")]
    [InlineData("follows_class_shares", "maybe")]
    public void A_damaged_card_is_named_as_such(string field, string text)
    {
        var metadata = s_card.ToMetadata().ToDictionary();
        metadata["counterpoise." + field] = text;
        Assert.Contains("description is damaged", Assert.Throws<InvalidDataException>(() => ModelCard.FromMetadata("m", metadata)).Message);
    }
}
