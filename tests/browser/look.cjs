// Opens pages of the report in a real browser and writes down what there is to see: node look.cjs <job.json> <result.json>.
// The job: { browser, modules, folder, pages: [{ name, file, views, shots, axe, steps: [{ do, with }] }] }. What is right or wrong of it is for the tests to say.
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { chromium } = require(path.join(job.modules, 'playwright-core'));
const axe = fs.readFileSync(path.join(job.modules, 'axe-core', 'axe.min.js'), 'utf8');

// What a person at the page does; each gives what is to be seen after it.
const steps = {
  async search(page, words) {
    await page.fill('#records input[type=search]', words);
    return { shown: await shown(page), rows: await rows(page) };
  },
  async sort(page, heading) {
    await page.click(`#records th button:text-is("${heading}")`);
    const state = await page.getAttribute(`#records th:has(button:text-is("${heading}"))`, 'aria-sort');
    return { state, rows: await rows(page) };
  },
  async showAll(page) {
    if (await page.isVisible('#records .more')) await page.click('#records .more button:last-child');
    return { shown: await shown(page), rows: await rows(page) };
  },
  // Every figure of the page, one after the other: what it says, and how many rows it leaves.
  async everyFigure(page) {
    return page.evaluate(() => Array.from(document.querySelectorAll('[data-f]'), (button) => {
      const row = button.closest('tr');
      const isPart = button.localName !== 'button';
      // A row about one opportunity shows that one; of a chart's column its text says the number last.
      const figure = isPart ? button.textContent.split(': ').pop()
        : button.dataset.g === 'one' ? '1' : button.closest('th') ? row.querySelector('td').textContent : button.textContent;
      button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      const section = document.getElementById(button.dataset.t);
      const result = {
        table: button.dataset.t, group: button.dataset.g, marks: button.dataset.f, isPart, label: button.dataset.n, figure: figure.replace(/\D/g, ''), pressed: button.getAttribute('aria-pressed'),
        shown: section.querySelector('.shown').textContent, chips: section.querySelectorAll('.chips button').length,
        heading: section.querySelector('h2').innerText, dates: button.dataset.t === 'changes' ? Array.from(section.querySelectorAll('tbody tr'), (one) => one.querySelector('time').dateTime) : [],
        text: button.textContent, tooltip: button.title,
      };
      button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      result.after = section.querySelector('.shown').textContent;
      result.headingAfter = section.querySelector('h2').innerText;
      return result;
    }));
  },
  // What is said in sentences, and what is left of each without its figures, dates and names.
  async sentences(page) {
    return page.$$eval('.say, .one', (all) => all.map((one) => {
      const rest = one.cloneNode(true);
      rest.querySelectorAll('button, time, bdi').forEach((part) => part.remove());
      return { section: one.closest('section').id, text: one.innerText, rest: rest.textContent, figures: one.querySelectorAll('button').length };
    }));
  },
  // What a person points at and what a keyboard reaches, by real mouse and keys: each selector's first, in its middle, then by Tab, Enter and Space.
  async pointAndPress(page, selectors) {
    const results = [];
    const target = (one) => one.matches('[data-f]') ? one : (one.querySelector('[data-f]') || one.closest('tr').querySelector('[data-f]'));
    await page.evaluate(`window.target = ${target}`);
    const state = (element) => element.evaluate((one) => {
      const section = document.getElementById(window.target(one).dataset.t);
      return { rows: section.querySelector('.shown').textContent, heading: section.querySelector('h2').innerText, chip: Array.from(section.querySelectorAll('.chips button'), (chip) => chip.textContent).join() };
    });
    for (const selector of selectors) {
      const element = page.locator(selector).first();
      if (!await element.count()) { results.push({ selector, clicked: 'nothing: there is none' }); continue; }
      await element.scrollIntoViewIfNeeded();
      const box = await element.boundingBox();
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      const result = { selector, clicked: await state(element), figure: await element.evaluate((one) => window.target(one).textContent) };
      const table = await element.evaluate((one) => window.target(one).dataset.t);
      await page.locator(`#${table} .chips button`).first().click({ timeout: 2000 }).catch(() => { result.chip = 'none'; });
      result.removed = await state(element);
      // The nearest thing that a keyboard reaches: itself, or the button of its row.
      const reached = await element.evaluateHandle((one) => window.target(one));
      await reached.focus();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      result.focus = await reached.evaluate((one) => `${document.activeElement === one} ${getComputedStyle(one).outlineStyle}`);
      await page.keyboard.press('Enter');
      result.entered = await state(element);
      await page.keyboard.press('Space');
      result.spaced = await state(element);
      results.push(result);
    }
    return results;
  },
  // Two figures of different groups narrow the table together; one of the same group takes the other's place; a chip takes one away.
  async combine(page, labels) {
    const results = [];
    for (const label of labels) {
      await page.click(`button[data-n="${label}"]`);
      results.push({ chips: await page.locator('#records .chips button').allTextContents(), shown: await shown(page), rows: await rows(page) });
    }
    while (await page.locator('#records .chips button').count()) await page.click('#records .chips button');
    results.push({ chips: [], shown: await shown(page), rows: [] });
    return results;
  },
};

const shown = (page) => page.textContent('#records .shown');
const rows = (page) => page.$$eval('#records tbody tr', (all) => all.map((row) => Array.from(row.cells, (cell) => {
  const time = cell.querySelector('time');
  return time ? time.dateTime : cell.textContent;
})));

// A tab of its own in the context of its kind: with script or without. A context for each size would cost more than what is looked at.
async function open(context, seen) {
  const page = await context.newPage();
  page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => seen.console.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { seen.dialogs.push(dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => seen.requests.push(request.url().slice(0, 100)));
  return page;
}

const structure = (page) => page.evaluate(() => ({
  title: document.title,
  headings: Array.from(document.querySelectorAll('h1, h2, h3'), (heading) => heading.tagName + ' ' + heading.textContent),
  charts: document.querySelectorAll('svg.chart').length,
  strange: document.querySelectorAll('img, iframe, object, embed, a, form, body script, body style, [onerror], [onload], [onmouseover], [style]').length,
  scripts: document.scripts.length,
  tooltips: Array.from(document.querySelectorAll('tbody tr[data-m] time')).filter((time) => time.title !== time.dateTime || !time.title).length,
  background: getComputedStyle(document.documentElement).backgroundColor,
}));

// The first two are enough for a page that only differs from another by its size.
const views = [[1440, 900, 'light'], [390, 844, 'dark'], [390, 844, 'light'], [820, 1100, 'dark']];

async function look(contexts, one) {
  const seen = { name: one.name, console: [], dialogs: [], requests: [], widths: {}, shots: [], violations: [], steps: {} };
  const url = pathToFileURL(one.file).href;
  const page = await open(contexts.scripted, seen);
  for (const view of one.views === 'few' ? views.slice(0, 2) : views) {
    const [width, height, scheme] = view;
    // Loaded anew: what was done to it before is gone. Nothing is there while the size changes: ten thousand rows would be laid out for nobody.
    await page.goto('about:blank');
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const clock = Date.now();
    await page.goto(url);
    seen.opened = Math.max(seen.opened || 0, Date.now() - clock);
    seen.widths[`${width} ${scheme}`] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    seen[scheme] = await structure(page);
    seen.text = await page.$$eval('#records tbody tr', (all) => all.slice(0, 100).map((row) => row.cells[0].textContent));
    // For people to look at: a broad one and a narrow one, light and dark.
    if (one.shots && views.indexOf(view) < 2) {
      const shot = path.join(job.folder, `${one.name}-${width}-${scheme}.png`);
      await page.screenshot({ path: shot, fullPage: true });
      seen.shots.push(shot);
    }
    if (one.axe && width !== 390) {
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      seen.violations.push(...found.violations.map((violation) => `${scheme} ${violation.id}: ${violation.nodes[0].html.slice(0, 200)} ${violation.nodes[0].failureSummary}`));
    }
    if (width === 1440) {
      for (const { do: step, with: argument } of one.steps) {
        const begin = Date.now();
        seen.steps[argument === undefined ? step : `${step} ${argument}`] = await steps[step](page, argument);
        seen.slowest = Math.max(seen.slowest || 0, Date.now() - begin);
      }
    }
  }

  const plain = await open(contexts.plain, seen);
  await plain.goto(url);
  seen.withoutScript = {
    rows: await plain.locator('#records tbody tr').count(),
    tools: await plain.locator('.tools').evaluateAll((all) => all.filter((tools) => tools.offsetHeight > 0).length),
    changes: await plain.locator('#changes tbody tr').evaluateAll((all) => all.filter((row) => row.offsetHeight > 0).length),
    headings: await plain.locator('#changes h2').allInnerTexts(),
    sentences: await plain.locator('.say').allInnerTexts(),
  };
  await plain.close();

  await page.goto('about:blank');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: null });
  await page.goto(url);
  await page.emulateMedia({ media: 'print' });
  seen.print = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  // On paper a number is a number: what it looks like beside the text around it.
  seen.printed = await page.evaluate(() => Array.from(document.querySelectorAll('.say button, .before button'), (button) => {
    button.click();
    const [own, around] = [getComputedStyle(button), getComputedStyle(button.parentElement)];
    return own.textDecorationLine === 'none' && own.color === around.color && own.fontWeight === around.fontWeight;
  }));
  // As wide as A4 between its margins.
  await page.setViewportSize({ width: 688, height: 980 });
  seen.sheet = await page.evaluate(() => {
    const style = (selector) => { const one = document.querySelector(selector); return one && getComputedStyle(one); };
    const [row, chart, day] = ['#records thead tr', '.chart.broad', '.strip .h6, .strip .h1'].map(style);
    return { overflow: document.documentElement.scrollWidth - innerWidth, row: row && row.display, chart: chart && chart.display, day: day && `${day.color} on ${day.backgroundColor}` };
  });
  await page.close();
  return seen;
}

(async () => {
  const browser = await chromium.launch({ executablePath: job.browser, args: ['--no-sandbox'] });
  try {
    const viewport = { width: 1440, height: 900 };
    const contexts = { scripted: await browser.newContext({ viewport }), plain: await browser.newContext({ javaScriptEnabled: false, viewport }) };
    const results = [];
    for (const page of job.pages) results.push(await look(contexts, page));
    fs.writeFileSync(process.argv[3], JSON.stringify(results));
  } finally {
    await browser.close();
  }
})().catch((error) => { console.error(error); process.exitCode = 1; });
