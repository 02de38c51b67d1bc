using System;
using System.Threading;

namespace Spott.Fakes;

/// <summary>Asks an opportunity for its team from several threads at once.</summary>
public static class TeamRace
{
    /// <returns>What each of them got.</returns>
    public static ValueList<Contact>[] Ask(Opportunity opportunity, int threads)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        ValueList<Contact>[] teams = new ValueList<Contact>[threads];
        Thread[] running = new Thread[threads];
        using Barrier start = new(threads);
        for (int index = 0; index < threads; index++)
        {
            int place = index;
            running[index] = new Thread(() =>
            {
                start.SignalAndWait();
                teams[place] = opportunity.ClientTeam;
            });
            running[index].Start();
        }

        foreach (Thread thread in running)
            thread.Join();
        return teams;
    }
}
