using System.Globalization;
using Counterpoise.Randomness;

namespace Counterpoise.Tabular.Events;

/// <summary>
/// Makes rare events (delayed and false triggers) of common ones: the target is brought nearer, moved out of the path or taken away, or the
/// tracks of a rare event are written over those of a common one; agents that do not matter are masked. What could not have been driven is
/// thrown away.
/// </summary>
/// <remarks>
/// Nearer: one shift for the whole track, so that rates stay, with a time to collision at the trigger of 0.4 to 0.8 s; a template whose gap
/// does not close is passed over. Out of the path: more than 2.5 m to a side. Reference: Hao et al., arXiv:2606.19186, whose text was not
/// at hand: numbers and checks are ours.
/// </remarks>
public sealed class EventSynthesis
{
    private const double LeastTime = 0.4, MostTime = 0.8, OutOfPath = 2.5, FarthestOut = 4;

    private readonly EventSynthesisOptions _options;

    /// <summary>Creates the synthesis.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public EventSynthesis(EventSynthesisOptions? options = null)
    {
        _options = options ?? new EventSynthesisOptions();
        _options.Validate();
    }

    /// <summary>Makes events of both rare classes.</summary>
    /// <param name="events">Training events; true triggers are templates.</param>
    /// <param name="random">The draws.</param>
    /// <returns>Events that pass <see cref="KinematicCheck"/>; their ids are below 0. Fewer than asked for where tries run out.</returns>
    /// <exception cref="ArgumentException">There is no true trigger, or events differ in their frames.</exception>
    public IReadOnlyList<SyntheticEvent> Make(IReadOnlyList<DrivingEvent> events, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(random);
        DrivingEvent[] templates = [.. events.Where(e => e.Label == DrivingLabel.True)];
        if (templates.Length == 0)
        {
            throw new ArgumentException($"none of {events.Count} events is a true trigger; expected some as templates", nameof(events));
        }

        if (events.FirstOrDefault(e => e.Frames != templates[0].Frames || e.FrameSeconds != templates[0].FrameSeconds
            || e.TriggerFrame != templates[0].TriggerFrame) is { } odd)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"event {odd.Id} has {odd.Frames} frames of {odd.FrameSeconds} s with the trigger at {odd.TriggerFrame}; expected "
                + $"{templates[0].Frames}, {templates[0].FrameSeconds} and {templates[0].TriggerFrame} in all"), nameof(events));
        }

        var made = new List<SyntheticEvent>();
        foreach (var label in new[] { DrivingLabel.Delayed, DrivingLabel.False })
        {
            DrivingEvent[] donors = [.. events.Where(e => e.Label == label)];
            var wanted = (int)Math.Round(_options.Ratio * donors.Length);
            for (var i = 0; i < wanted; i++)
            {
                if (One(label, templates, donors, -1 - made.Count, random) is { } one)
                {
                    made.Add(one);
                }
            }
        }

        return made;
    }

    private SyntheticEvent? One(DrivingLabel label, DrivingEvent[] templates, DrivingEvent[] donors, long id, IRandomSource random)
    {
        for (var attempt = 0; attempt < _options.Tries; attempt++)
        {
            var template = templates[random.NextInteger(templates.Length)];
            var copy = template.Copy(id, label);
            EventManipulation? manipulation;
            DrivingEvent? donor = null;
            if (donors.Length > 0 && random.NextDouble() < _options.TransplantShare)
            {
                donor = donors[random.NextInteger(donors.Length)];
                Transplant(copy, donor);
                manipulation = EventManipulation.Transplanted;
            }
            else
            {
                manipulation = label == DrivingLabel.Delayed ? BringNearer(copy, random) : TakeOut(copy, random);
            }

            if (manipulation is { } how)
            {
                Mask(copy, random);
                if (KinematicCheck.Fault(copy) is null)
                {
                    return new SyntheticEvent(copy, how, template.Id, donor?.Id);
                }
            }
        }

        return null;
    }

    /// <summary>One shift of the target towards the own car; null where the gap does not close, or where it is no shift towards.</summary>
    private static EventManipulation? BringNearer(DrivingEvent copy, IRandomSource random)
    {
        var closing = -copy.Values[DrivingEvent.Target, copy.TriggerFrame, DrivingEvent.AheadRate];
        var wanted = (LeastTime + ((MostTime - LeastTime) * random.NextDouble())) * closing;
        var shift = copy.Values[DrivingEvent.Target, copy.TriggerFrame, DrivingEvent.Ahead] - wanted;
        if (closing <= 0 || shift <= 0)
        {
            return null;
        }

        Shift(copy, DrivingEvent.Ahead, -shift);
        return EventManipulation.Nearer;
    }

    /// <summary>The target to a side, or away.</summary>
    private static EventManipulation TakeOut(DrivingEvent copy, IRandomSource random)
    {
        if (random.NextDouble() < 0.5)
        {
            for (var t = 0; t < copy.Frames; t++)
            {
                copy.Present[DrivingEvent.Target, t] = false;
                for (var c = 0; c < DrivingEvent.Channels; c++)
                {
                    copy.Values[DrivingEvent.Target, t, c] = 0;
                }
            }

            return EventManipulation.Removed;
        }

        double[] left = [.. Enumerable.Range(0, copy.Frames).Where(t => copy.Present[DrivingEvent.Target, t])
            .Select(t => copy.Values[DrivingEvent.Target, t, DrivingEvent.Left])];
        var far = OutOfPath + ((FarthestOut - OutOfPath) * random.NextDouble());
        Shift(copy, DrivingEvent.Left, random.NextDouble() < 0.5 ? far - left.DefaultIfEmpty(0).Min()
            : -far - left.DefaultIfEmpty(0).Max());
        return EventManipulation.OutOfPath;
    }

    private static void Shift(DrivingEvent copy, int channel, double by)
    {
        for (var t = 0; t < copy.Frames; t++)
        {
            if (copy.Present[DrivingEvent.Target, t])
            {
                copy.Values[DrivingEvent.Target, t, channel] += by;
            }
        }
    }

    private static void Transplant(DrivingEvent copy, DrivingEvent donor)
    {
        foreach (var agent in new[] { DrivingEvent.Own, DrivingEvent.Target })
        {
            for (var t = 0; t < copy.Frames; t++)
            {
                copy.Present[agent, t] = donor.Present[agent, t];
                for (var c = 0; c < DrivingEvent.Channels; c++)
                {
                    copy.Values[agent, t, c] = donor.Values[agent, t, c];
                }
            }
        }
    }

    private void Mask(DrivingEvent copy, IRandomSource random)
    {
        for (var a = DrivingEvent.Target + 1; a < copy.Agents; a++)
        {
            if (random.NextDouble() >= _options.MaskShare)
            {
                continue;
            }

            for (var t = 0; t < copy.Frames; t++)
            {
                copy.Present[a, t] = false;
                for (var c = 0; c < DrivingEvent.Channels; c++)
                {
                    copy.Values[a, t, c] = 0;
                }
            }
        }
    }
}
