namespace Counterpoise.Methods;

/// <summary>Reads one name of a method from left to right.</summary>
internal sealed class MethodNameParser
{
    private const string DeferredEnding = "-drw";
    private const string AdaptiveEnding = "-adaptive";

    private readonly string _text;
    private readonly MethodVocabulary _vocabulary;
    private MethodName _name = new();
    private MethodPart? _last;

    public MethodNameParser(string text, MethodVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(text);
        (_text, _vocabulary) = (text.Trim(), vocabulary);
    }

    public MethodName Parse()
    {
        var start = 0;
        foreach (var segment in _text.Split('/'))
        {
            Segment(segment, start);
            start += segment.Length + 1;
        }

        return _name;
    }

    private void Segment(string segment, int start)
    {
        if (segment.Length == 0)
        {
            throw Fault(segment, start, $"a part is empty; expected {MethodVocabulary.Form}");
        }

        var word = _vocabulary.Find(segment);
        switch (word?.Part)
        {
            case MethodPart.Input:
                Place(MethodPart.Input, segment, start);
                _name = _name with { Input = word.Name };
                break;
            case MethodPart.Data:
                Place(MethodPart.Data, segment, start);
                _name = _name with { Data = word.Name };
                break;
            case MethodPart.Decision:
                Place(MethodPart.Decision, segment, start);
                _name = _name with { Decision = word.Name };
                break;
            case MethodPart.Stage:
                Place(MethodPart.Loss, segment, start);
                _name = _name with { Stage = word.Name };
                break;
            default:
                Place(MethodPart.Loss, segment, start);
                Terms(segment, start);
                break;
        }
    }

    /// <summary>Levels stand in one order, each once.</summary>
    private void Place(MethodPart part, string segment, int start)
    {
        if (_last is { } last && last >= part)
        {
            RequireKnown(segment, start);
            throw Fault(segment, start, last == part
                ? $"'{segment}' is a second {Words(part)}; a name has one"
                : $"'{segment}' is a {Words(part)} and stands behind a {Words(last)}; the order is {MethodVocabulary.Form}");
        }

        _last = part;
    }

    /// <summary>A mistyped word behind the last level is unknown before it is misplaced.</summary>
    private void RequireKnown(string segment, int start)
    {
        if (segment.IndexOfAny(['+', ':']) < 0 && _vocabulary.Find(segment) is null
            && !segment.EndsWith(DeferredEnding, StringComparison.OrdinalIgnoreCase))
        {
            throw Unknown(segment, start, null);
        }
    }

    private void Terms(string segment, int start)
    {
        var stage = segment.IndexOf(':', StringComparison.Ordinal);
        var terms = stage < 0 ? segment : segment[..stage];
        var plus = terms.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0 && Named(terms) is { Part: MethodPart.Contrastive } alone)
        {
            LoneContrastive(alone, terms, start);
        }
        else
        {
            Loss(plus < 0 ? terms : terms[..plus], start, alone: plus < 0 && stage < 0);
            if (plus >= 0)
            {
                Contrastive(terms[(plus + 1)..], start + plus + 1);
            }
        }

        if (stage >= 0)
        {
            Stage(segment[(stage + 1)..], terms, start + stage + 1);
        }
    }

    private MethodWord? Named(string text)
    {
        if (_vocabulary.Find(text) is { } word)
        {
            return word;
        }

        return Ends(text, AdaptiveEnding) is { } plain ? _vocabulary.Find(plain) : null;
    }

    private void LoneContrastive(MethodWord word, string text, int start)
    {
        var adaptive = Adaptive(text);
        var loss = adaptive.Word.DefaultLoss
            ?? throw Fault(text, start,
            $"'{text}' is a contrastive loss and stands beside a classification loss: write ce+{word.Name} or la+{word.Name}");
        _name = _name with { Loss = loss, Contrastive = adaptive.Word.Name, IsAdaptive = adaptive.IsMarked };
    }

    private void Loss(string text, int start, bool alone)
    {
        var plain = Ends(text, DeferredEnding);
        var word = Require(plain ?? text, start, alone ? null : MethodPart.Loss, MethodPart.Loss);
        _name = _name with { Loss = word.Name, IsDeferred = plain is not null };
    }

    private void Contrastive(string text, int start)
    {
        Require(Ends(text, AdaptiveEnding) ?? text, start, MethodPart.Contrastive, MethodPart.Contrastive);
        var (word, marked) = Adaptive(text);
        _name = _name with { Contrastive = word.Name, IsAdaptive = marked };
    }

    /// <summary>The word of an adaptive contrastive loss where it has one of its own, else the fixed one with its mark.</summary>
    private (MethodWord Word, bool IsMarked) Adaptive(string text)
    {
        if (Ends(text, AdaptiveEnding) is not { } plain)
        {
            return (_vocabulary.Find(text)!, false);
        }

        var word = _vocabulary.Find(plain)!;
        if (word.AdaptiveOf is not null)
        {
            return (word, false);
        }

        var own = _vocabulary.Words.FirstOrDefault(w => w.AdaptiveOf == word.Name);
        return own is null ? (word, true) : (own, false);
    }

    private void Stage(string text, string terms, int start)
    {
        if (_vocabulary.Find(text) is { Part: MethodPart.Decision } decision)
        {
            throw Fault(text, start, $"'{decision.Name}' is a decision on a trained model now: write {terms}/{decision.Name}");
        }

        _name = _name with { Stage = Require(text, start, MethodPart.Stage, MethodPart.Stage).Name };
    }

    private MethodWord Require(string text, int start, MethodPart? among, MethodPart part)
    {
        if (_vocabulary.Find(text) is { } word && word.Part == part)
        {
            return word;
        }

        if (_vocabulary.Find(text) is { } other)
        {
            throw Fault(text, start,
                $"'{text}' is a {Words(other.Part)}, and a {Words(part)} stands here; those are {_vocabulary.NamesOf(part)}");
        }

        throw Unknown(text, start, among);
    }

    private MethodNameException Unknown(string text, int start, MethodPart? among)
    {
        if (MethodVocabulary.Successor(text) is { } successor)
        {
            return Fault(text, start, $"'{text}' is called {successor} now");
        }

        if (StandardWords.Foreign.TryGetValue(text, out var ours))
        {
            return Fault(text, start, $"'{text}' is called {ours} here");
        }

        var names = _vocabulary.Words.Where(w => among is null || w.Part == among).Select(w => w.Name).Append("none");
        var what = among is { } part ? $"there is no {Words(part)} '{text}'; those are {_vocabulary.NamesOf(part)}"
            : $"there is no method '{text}'; expected {MethodVocabulary.Form}";
        return new MethodNameException(_text, text, start + 1, what, NearestNames.Of(text, names));
    }

    private MethodNameException Fault(string part, int start, string fault) => new(_text, part, start + 1, fault, []);

    private static string? Ends(string text, string ending) =>
        text.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? text[..^ending.Length] : null;

    private static string Words(MethodPart part) => part switch
    {
        MethodPart.Input => "model of its own",
        MethodPart.Data => "sampler",
        MethodPart.Loss => "loss",
        MethodPart.Contrastive => "contrastive loss",
        MethodPart.Stage => "second stage",
        _ => "decision",
    };
}
