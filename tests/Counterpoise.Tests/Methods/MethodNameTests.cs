using Counterpoise.Comparisons;
using Counterpoise.Methods;

namespace Counterpoise.Tests.Methods;

public class MethodNameTests
{
    [Fact]
    public void A_name_with_every_level_is_taken_apart()
    {
        var name = MethodName.Parse("smote/ldam-drw+kcl-adaptive:crt/threshold");
        Assert.Equal(("smote", "ldam", true, "kcl", true, "crt", "threshold"),
            (name.Data, name.Loss, name.IsDeferred, name.Contrastive, name.IsAdaptive, name.Stage, name.Decision));
        Assert.Equal(["smote", "ldam", "kcl", "crt", "threshold"], name.Words);
        Assert.Equal(MethodLevel.Data, name.Level);
        Assert.Equal("smote/ldam-drw+kcl-adaptive:crt", name.Models.ToString());
        Assert.Equal("smote/ldam-drw+kcl-adaptive", name.Training.ToString());
    }

    [Theory]
    [InlineData("none", "ce")]
    [InlineData("CE", "ce")]
    [InlineData("smote/ce", "smote")]
    [InlineData("smote/none/threshold", "smote/threshold")]
    [InlineData("ce/post-hoc-la", "post-hoc-la")]
    [InlineData("ce:crt", "crt")]
    [InlineData("wce+supcon-adaptive", "acl")]
    [InlineData("wce+acl", "acl")]
    [InlineData("acl:crt", "acl:crt")]
    [InlineData("la+supcon-adaptive", "la+acl")]
    [InlineData("la+paco", "paco")]
    [InlineData("ce+paco", "ce+paco")]
    [InlineData("probe/ce", "probe")]
    [InlineData("probe/la", "probe/la")]
    [InlineData("smote/wce/threshold", "smote/wce/threshold")]
    public void Names_that_mean_the_same_are_equal_and_print_the_shortest(string typed, string shortest)
    {
        Assert.Equal(shortest, MethodName.Parse(typed).ToString());
        Assert.Equal(MethodName.Parse(shortest), MethodName.Parse(typed));
    }

    [Fact]
    public void Plain_training_goes_by_the_name_of_its_kind_of_model()
    {
        Assert.Equal("none", MethodName.Parse("ce").ToString("none"));
        Assert.Equal("smote", MethodName.Parse("smote/none").ToString("none"));
        Assert.True(MethodName.Parse("none").IsPlain);
        Assert.Equal([MethodLevel.Plain, MethodLevel.Decision, MethodLevel.Loss, MethodLevel.Data],
            new[] { "none", "threshold", "wce/threshold", "smote/wce" }.Select(n => MethodName.Parse(n).Level));
    }

    [Theory]
    [InlineData("smoet/wce", 1, "there is no method 'smoet'", "smote")]
    [InlineData("smote/wec", 7, "there is no method 'wec'", "wce")]
    [InlineData("smote/wce/treshold", 11, "there is no method 'treshold'", "threshold")]
    [InlineData("la+supcom", 4, "there is no contrastive loss 'supcom'", "supcon")]
    [InlineData("lda+kcl", 1, "there is no loss 'lda'", "la")]
    [InlineData("ce:ctr", 4, "there is no second stage 'ctr'", "crt")]
    public void An_unknown_part_is_named_with_its_place_and_the_nearest_names(string typed, int position, string fault, string nearest)
    {
        var error = Assert.Throws<MethodNameException>(() => MethodName.Parse(typed));
        Assert.Equal(position, error.Position);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.Contains(nearest, error.Nearest);
        Assert.False(MethodName.TryParse(typed, out _));
    }

    [Theory]
    [InlineData("weights", "'weights' is called wce now")]
    [InlineData("smote/logit-adjustment", "'logit-adjustment' is called post-hoc-la now")]
    [InlineData("wce:post-hoc-la", "write wce/post-hoc-la")]
    [InlineData("wce/smote", "'smote' is a sampler and stands behind a loss; the order is")]
    [InlineData("smote/enn", "'enn' is a second sampler; a name has one")]
    [InlineData("kcl", "write ce+kcl or la+kcl")]
    [InlineData("la+crt", "'crt' is a second stage, and a contrastive loss stands here; those are supcon, acl")]
    [InlineData("smote//threshold", "a part is empty")]
    [InlineData("", "a part is empty")]
    public void A_renamed_or_misplaced_part_says_what_to_write(string typed, string fault) =>
        Assert.Contains(fault, Assert.Throws<MethodNameException>(() => MethodName.Parse(typed)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sampler_of_ones_own_is_a_word_like_the_others()
    {
        var own = MethodVocabulary.Standard.With(new MethodWord("mine", MethodPart.Data, "my sampler", "Does what I say."));
        Assert.Equal("mine", MethodName.Parse("mine/wce", own).Data);
        Assert.Equal("my sampler, class weights, tuned threshold", own.Describe(MethodName.Parse("mine/wce/threshold", own)));
        Assert.Throws<ArgumentException>(() => own.With(new MethodWord("smote", MethodPart.Data, "", "")));
        Assert.Throws<MethodNameException>(() => MethodName.Parse("mine"));
    }

    [Fact]
    public void Every_word_that_ships_is_parsed_alone_or_beside_a_loss()
    {
        Assert.All(MethodVocabulary.Standard.Words, word =>
        {
            var name = MethodName.Parse(word.Part == MethodPart.Contrastive ? $"ce+{word.Name}" : word.Name);
            Assert.Contains(word.Name, name.Words);
            Assert.Equal(name, MethodName.Parse(name.ToString()));
        });
    }
}
