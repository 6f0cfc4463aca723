using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Methods;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Losses;

/// <summary>
/// What every contrastive loss must keep; they are found by reflection, and made by the word of the vocabulary that each must have.
/// </summary>
public class ContrastiveTermContract
{
    private const int Size = 16;
    private static readonly int[] Counts = [30, 20, 4];

    public static TheoryData<string> All =>
        [.. typeof(IContrastiveTerm).Assembly.GetExportedTypes().Where(t => t.IsClass && typeof(IContrastiveTerm).IsAssignableFrom(t))
            .Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_made_by_a_word_and_a_new_one_draws_the_same(string name)
    {
        using var scope = torch.NewDisposeScope();
        var (z, labels, logits) = Batch();
        double Loss() => Create(name).Loss(new ContrastiveBatch(z, labels) { Views = 2, Logits = logits }, 0.1).ToDouble();
        Assert.Equal(Loss(), Loss());
        Assert.True(double.IsFinite(Loss()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Its_loss_is_one_number_whose_gradient_reaches_the_embeddings(string name)
    {
        using var scope = torch.NewDisposeScope();
        var (z, labels, logits) = Batch();
        z.requires_grad = true;
        var loss = Create(name).Loss(new ContrastiveBatch(z, labels) { Views = 2, Logits = logits }, 0.1);
        Assert.Equal(1, loss.numel());
        loss.backward();
        Assert.True(z.grad!.isfinite().all().item<bool>());
        Assert.True(z.grad!.abs().sum().item<float>() > 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Long_embeddings_and_low_temperatures_stay_finite_in_single_precision(string name)
    {
        using var scope = torch.NewDisposeScope();
        var (z, labels, logits) = Batch();
        var longer = (z * 1e4f).detach();
        longer.requires_grad = true;
        var loss = Create(name).Loss(new ContrastiveBatch(longer, labels) { Views = 2, Logits = logits }, 0.01);
        loss.backward();
        Assert.True(double.IsFinite(loss.ToDouble()));
        Assert.True(longer.grad!.isfinite().all().item<bool>());
    }

    private static IContrastiveTerm Create(string type)
    {
        foreach (var word in MethodVocabulary.Standard.Words.Where(w => w.Part == MethodPart.Contrastive))
        {
            var options = new Dictionary<string, string> { [$"{word.Name}.projection-size"] = $"{Size}" };
            var term = Method.Of(new MethodVariant(MethodName.Parse($"ce+{word.Name}"), options)).Objective(Counts, seed: 3)
                .ContrastiveTerm!;
            if (term.GetType().Name == type)
            {
                term.LearntPart?.Initialize(3);
                return term;
            }
        }

        throw new InvalidOperationException($"no word of the vocabulary makes {type}: give it one, so that it can be named");
    }

    private static (Tensor Embeddings, Tensor Labels, Tensor Logits) Batch()
    {
        torch.manual_seed(5);
        return (torch.randn(12, Size), torch.tensor(new long[] { 0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2 }), torch.randn(6, 3));
    }
}
